package dev.plumbline.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.http.access.HttpDoor;
import dev.plumbline.http.intake.IntakeRoutes;
import dev.plumbline.kafka.topic.Json;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Metrics, health, API and the live page on one port. Serves nothing from elsewhere, so the page
 * works offline.
 */
public final class HttpServer implements AutoCloseable {

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private static final List<String> SCRIPTS =
      List.of(
          "live.js", "incidents.js", "note.js", "lists.js", "rules.js", "charts.js", "words.js");

  private static final String SIGNATURE = "Plumbline-Signature";

  /** Of a body: one text to explain, or a pipeline's word. */
  private static final long MOST_BYTES = ExplainRoute.MOST_BYTES;

  /** Of what a refused request still sends. */
  private static final long MOST_DROPPED_BYTES = 1 << 20;

  /** Context attribute with the reason of a 404. */
  private static final String PROBLEM = "problem";

  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final String host;
  private final PrometheusMeterRegistry registry;
  private final LiveView view;
  private final Supplier<List<StageStatus>> stages;
  private final ReadinessCheck readiness;
  private final EventStream watchers = new EventStream(this::message);
  private final ExplainRoute explanations = new ExplainRoute();
  private final NoteRoute notes;
  private final HttpDoor door;
  private final IntakeRoutes intake;
  private final Javalin javalin;
  private volatile @Nullable JobStatusInbox statuses;

  /**
   * @throws PortException when the port is taken
   * @throws dev.plumbline.http.access.AccessException when the port would be open to everybody, or
   *     a file of tokens or keys cannot be used
   */
  public HttpServer(
      HttpAccess access,
      PrometheusMeterRegistry registry,
      LiveView view,
      Supplier<List<StageStatus>> stages,
      ReadinessCheck readiness) {
    this.host = access.host();
    this.registry = registry;
    this.view = view;
    this.notes = new NoteRoute(view::open);
    this.stages = stages;
    this.readiness = readiness;
    this.door = new HttpDoor(access);
    this.intake = new IntakeRoutes(registry, HttpServer::json);
    this.javalin = Javalin.create(this::configure);
    try {
      tryPort(access.host(), access.port());
      javalin.start(access.host(), access.port());
    } catch (IOException | JavalinBindException e) {
      watchers.close();
      intake.close();
      door.close();
      throw new PortException(access.host(), access.port(), e);
    }
  }

  /** Javalin would log a stack trace first. */
  private static void tryPort(String host, int port) throws IOException {
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(new InetSocketAddress(host, port));
    }
  }

  /** From now on pipelines may say here how trainings ended. */
  public void take(JobStatusInbox inbox) {
    statuses = inbox;
  }

  /** From now on people may note what they do about incidents. */
  public void take(IncidentNoteInbox inbox) {
    notes.use(inbox);
  }

  /** From now on texts are explained; without this, every such request is refused. */
  public void explainWith(TextExplainer explainer) {
    explanations.use(explainer);
  }

  /** Where records of producers come in, once it is opened. */
  public IntakeRoutes intake() {
    return intake;
  }

  public int port() {
    return javalin.port();
  }

  /** Where people find it. */
  public String address() {
    return door.scheme() + "://" + host + ":" + port() + "/";
  }

  @Override
  public void close() {
    watchers.close();
    javalin.stop();
    intake.close();
    door.close();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.http.maxRequestSize = MOST_BYTES;
    config.routes.before(HttpServer::secure);
    door.configure(config);
    intake.configure(config);
    config.routes.get("/", context -> page(context, "/web/index.html", "text/html"));
    for (String script : SCRIPTS) {
      config.routes.get("/" + script, c -> page(c, "/web/" + script, "text/javascript"));
    }
    config.routes.get("/live.css", context -> page(context, "/web/live.css", "text/css"));
    config.routes.get("/uplot.js", c -> page(c, UPLOT + "uPlot.iife.min.js", "text/javascript"));
    config.routes.get("/uplot.css", c -> page(c, UPLOT + "uPlot.min.css", "text/css"));
    config.routes.get("/metrics", this::metrics);
    config.routes.get("/health/live", context -> context.result("live\n"));
    config.routes.get("/health/ready", this::ready);
    config.routes.get("/api/stages", context -> json(context, stages.get()));
    config.routes.get("/api/models", context -> json(context, view.models()));
    config.routes.get("/api/models/{model}/windows", c -> ofModel(c, view::windows));
    config.routes.get("/api/models/{model}/rules", c -> ofModel(c, view::rules));
    config.routes.get("/api/models/{model}/windows/{start}/histograms", this::histograms);
    config.routes.get("/api/models/{model}/incidents", c -> ofModel(c, view::incidents));
    config.routes.get("/api/models/{model}/alerts", c -> ofModel(c, view::alerts));
    config.routes.get("/api/models/{model}/jobs", c -> ofModel(c, view::jobs));
    config.routes.post("/api/jobs/{job}/status", this::status);
    config.routes.get("/api/models/{model}/notes", c -> ofModel(c, view::notes));
    config.routes.post("/api/models/{model}/incidents/{id}/notes", notes::answer);
    config.routes.post("/api/models/{model}/explain", explanations::answer);
    config.routes.after("/api/*", HttpServer::dropUnread);
    config.routes.after("/v1/*", HttpServer::dropUnread);
    config.routes.get("/events", watchers);
    config.routes.error(HttpStatus.NOT_FOUND.getCode(), HttpServer::missing);
  }

  /**
   * What a refused request still sends is read and forgotten: the server would close the connection
   * under it, which the client may be using for its next request already. After so much it does
   * close, and says so.
   */
  private static void dropUnread(Context context) throws IOException {
    InputStream body = context.req().getInputStream();
    byte[] dropped = new byte[8192];
    long left = MOST_DROPPED_BYTES;
    while (left > 0) {
      int read = body.read(dropped);
      if (read < 0) {
        return;
      }
      left -= read;
    }
    context.header("Connection", "close");
  }

  private static void secure(Context context) {
    context.header(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("Cache-Control", "no-store");
  }

  private static void page(Context context, String resource, String type) {
    try (InputStream in = HttpServer.class.getResourceAsStream(resource)) {
      if (in == null) {
        context.status(HttpStatus.NOT_FOUND);
        return;
      }
      context.contentType(type + "; charset=utf-8").result(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private void ready(Context context) {
    List<String> problems = readiness.problems();
    context.status(problems.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    List<String> lines = new ArrayList<>(problems.isEmpty() ? List.of("ready") : problems);
    lines.addAll(readiness.notices());
    context.result(String.join("\n", lines) + "\n");
  }

  private void metrics(Context context) {
    view.publish();
    context.contentType(PROMETHEUS).result(registry.scrape());
  }

  /** A model that has a policy and no window yet is known: its lists are empty. */
  private void ofModel(Context context, Function<String, List<?>> list) {
    String model = context.pathParam("model");
    if (view.models().contains(model)) {
      json(context, list.apply(model));
    } else {
      context.attribute(PROBLEM, "no such model; there are: " + String.join(", ", view.models()));
      context.status(HttpStatus.NOT_FOUND);
    }
  }

  /** Of one window, by its start; empty when that window is not among the recent ones. */
  private void histograms(Context context) {
    String start = context.pathParam("start");
    ofModel(
        context,
        model ->
            view.windows(model).stream()
                .filter(window -> window.window().start().toString().equals(start))
                .flatMap(window -> window.histograms().stream())
                .toList());
  }

  /** Only where a pipeline may be asked; elsewhere there is no such address. */
  private void status(Context context) {
    JobStatusInbox inbox = statuses;
    context.status(
        inbox == null
            ? HttpStatus.NOT_FOUND.getCode()
            : inbox.take(
                context.pathParam("job"), context.header(SIGNATURE), context.bodyAsBytes()));
  }

  /** Does not repeat what was asked for: it may be a person's. */
  private static void missing(Context context) {
    if (context.path().startsWith("/v1/") && context.result() != null) {
      return; // it says why
    }
    if (context.path().startsWith("/api/")) {
      String problem = context.attribute(PROBLEM);
      json(context, Map.of("error", problem == null ? "no such address" : problem));
    } else {
      context.contentType("text/plain").result("there is no such page\n");
    }
  }

  private EventStream.Message message(long seen) {
    LiveView.Changes changes = view.since(seen);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("ready", readiness.problems().isEmpty());
    message.put("notices", readiness.notices());
    message.put("stages", stages.get());
    message.put("models", changes.windows());
    message.put("rules", changes.rules());
    message.put("incidents", changes.incidents());
    message.put("notes", changes.notes());
    message.put("alerts", changes.alerts());
    message.put("jobs", changes.jobs());
    return new EventStream.Message(changes.version(), text(message));
  }

  static void json(Context context, Object value) {
    context.contentType("application/json").result(text(value));
  }

  private static String text(Object value) {
    try {
      return Json.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("cannot write the answer", e);
    }
  }
}
