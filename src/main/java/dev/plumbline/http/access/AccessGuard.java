package dev.plumbline.http.access;

import dev.plumbline.http.access.BearerTokens.Scope;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through or ends it. Health checks are for everybody: whoever starts the process
 * asks them, under any name and without a certificate.
 */
final class AccessGuard implements Handler {

  static final String INTAKE = "/v1/";

  private static final String HEALTH = "/health/";
  private static final Set<HandlerType> LOOKING = Set.of(HandlerType.GET, HandlerType.HEAD);

  /** A text is sent there, and nothing is changed by it. */
  private static final Pattern EXPLAINED = Pattern.compile("/api/models/[^/]+/explain");

  private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";
  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";

  private final HttpAccess access;
  private final List<String> names;
  private final @Nullable FileWatch<BearerTokens> tokens;

  AccessGuard(HttpAccess access, @Nullable FileWatch<BearerTokens> tokens) {
    this.access = access;
    this.names = access.names().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    this.tokens = tokens;
  }

  @Override
  public void handle(Context context) {
    if (context.path().startsWith(HEALTH)) {
      return;
    }
    if (!names.isEmpty() && !names.contains(name(context.header("Host")))) {
      refuse(
          context,
          HttpStatus.MISDIRECTED_REQUEST,
          "this name is not served here; http.allowedHosts lists those that are");
    } else if (access.asksWho() && !certified(context)) {
      Set<Scope> scopes = scopes(context.header("Authorization"));
      if (scopes.isEmpty()) {
        if (tokens != null) {
          context.header("WWW-Authenticate", challenge(context));
        }
        refuse(context, HttpStatus.UNAUTHORIZED, wanted());
      } else if (!scopes.contains(needed(context))) {
        refuse(context, HttpStatus.FORBIDDEN, "this token is for something else");
      }
    }
  }

  private static Scope needed(Context context) {
    if (context.path().startsWith(INTAKE)) {
      return Scope.INTAKE;
    }
    boolean looks =
        LOOKING.contains(context.method()) || EXPLAINED.matcher(context.path()).matches();
    return looks ? Scope.READ : Scope.ACT;
  }

  /** A browser asks its user for a name, which may be anything, and the token. */
  private static String challenge(Context context) {
    return needed(context) == Scope.INTAKE ? "Bearer" : "Basic realm=\"plumbline\"";
  }

  private String wanted() {
    return tokens == null
        ? "send a client certificate that http.tls.clientCa vouches for"
        : "send the header Authorization: Bearer TOKEN with a token of http.tokenFile";
  }

  /** Jetty has checked it; without http.tls.clientCa it asks for none. */
  private static boolean certified(Context context) {
    return context.req().getAttribute(CERTIFICATES) instanceof Object[] chain && chain.length > 0;
  }

  private Set<Scope> scopes(@Nullable String authorization) {
    if (tokens == null || authorization == null) {
      return Set.of();
    }
    String scheme = authorization.toLowerCase(Locale.ROOT);
    if (scheme.startsWith(BEARER)) {
      return tokens.value().scopes(authorization.substring(BEARER.length()).strip());
    }
    return scheme.startsWith(BASIC)
        ? tokens.value().scopes(password(authorization.substring(BASIC.length()).strip()))
        : Set.of();
  }

  /** Empty when there is none, which no token is. */
  private static String password(String basic) {
    try {
      String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
      return pair.substring(pair.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** Without the port, which a forwarded one changes. */
  private static String name(@Nullable String host) {
    return host == null ? "" : host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }

  private static void refuse(Context context, HttpStatus status, String why) {
    context
        .status(status)
        .contentType("application/json")
        .result("{\"error\":\"" + why + "\"}\n")
        .skipRemainingHandlers();
  }
}
