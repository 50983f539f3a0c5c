package dev.plumbline.http.access;

import io.javalin.config.JavalinConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The port with its locks: tokens and certificates are read again when their files change. */
public final class HttpDoor implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpDoor.class);
  private static final int REFRESH_SECONDS = 5;

  private final HttpAccess access;
  private final @Nullable FileWatch<BearerTokens> tokens;
  private final @Nullable FileWatch<TlsKeys> keys;
  private final SslContextFactory.Server tls = new SslContextFactory.Server();
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(HttpDoor::daemon);

  /**
   * @throws AccessException when a file of tokens or keys cannot be used, or the port would be open
   *     to everybody
   */
  public HttpDoor(HttpAccess access) {
    access
        .problem()
        .ifPresent(
            problem -> {
              throw new AccessException(problem);
            });
    this.access = access;
    this.tokens = watch(access);
    TlsFiles files = access.tls();
    this.keys = files == null ? null : new FileWatch<>(paths(files), () -> TlsKeys.read(files));
    var unused =
        watcher.scheduleWithFixedDelay(
            this::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
  }

  private static @Nullable FileWatch<BearerTokens> watch(HttpAccess access) {
    var file = access.tokenFile();
    return file == null ? null : new FileWatch<>(List.of(file), () -> BearerTokens.read(file));
  }

  private static List<java.nio.file.Path> paths(TlsFiles files) {
    List<java.nio.file.Path> paths = new ArrayList<>(List.of(files.certificate(), files.key()));
    if (files.clientCa() != null) {
      paths.add(files.clientCa());
    }
    return paths;
  }

  /** Puts the guard before every handler, and TLS before the guard. */
  public void configure(JavalinConfig config) {
    config.routes.before(new AccessGuard(access, tokens));
    FileWatch<TlsKeys> read = keys;
    if (read != null) {
      use(tls, read.value());
      config.jetty.addConnector(this::connector);
    }
  }

  private ServerConnector connector(Server server, HttpConfiguration shared) {
    HttpConfiguration https = new HttpConfiguration(shared);
    https.addCustomizer(new SecureRequestCustomizer(false));
    HttpConnectionFactory http = new HttpConnectionFactory(https);
    ServerConnector connector =
        new ServerConnector(
            server, new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()), http);
    connector.setHost(access.host());
    connector.setPort(access.port());
    return connector;
  }

  /** Asks for a client's certificate without insisting: the health checks have none. */
  private static void use(SslContextFactory.Server factory, TlsKeys keys) {
    factory.setKeyStore(keys.own());
    factory.setKeyStorePassword(keys.password());
    factory.setTrustStore(keys.clients());
    factory.setWantClientAuth(keys.clients() != null);
    factory.setSniRequired(false);
  }

  /** Reads again what has changed; connections that are open keep what they began with. */
  void refresh() {
    if (tokens != null) {
      tokens.refresh();
    }
    FileWatch<TlsKeys> read = keys;
    if (read != null && read.refresh()) {
      try {
        tls.reload(factory -> use((SslContextFactory.Server) factory, read.value()));
      } catch (Exception e) { // whatever Jetty throws
        LOG.warn("changed keys are not used, error={}", e.getClass().getSimpleName());
      }
    }
  }

  /** {@code http} or {@code https}. */
  public String scheme() {
    return keys == null ? "http" : "https";
  }

  @Override
  public void close() {
    watcher.shutdownNow();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "http-door");
    thread.setDaemon(true);
    return thread;
  }
}
