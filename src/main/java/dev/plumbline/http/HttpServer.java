package dev.plumbline.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.plumbline.event.Alert;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.Json;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Metrics, health, API and the live page on one port. Serves nothing from elsewhere, so the page
 * works offline.
 */
public final class HttpServer implements AutoCloseable {

  /** Browsers that may watch at once; each holds a connection. */
  private static final int MOST_WATCHERS = 50;

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry;
  private final LiveView view;
  private final Supplier<List<StageStatus>> stages;
  private final BooleanSupplier ready;
  private final Set<SseClient> watchers = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "live-page");
            thread.setDaemon(true);
            return thread;
          });
  private final Javalin javalin;

  /**
   * @param port 0 takes a free one
   */
  public HttpServer(
      String host,
      int port,
      PrometheusMeterRegistry registry,
      LiveView view,
      Supplier<List<StageStatus>> stages,
      BooleanSupplier ready) {
    this.registry = registry;
    this.view = view;
    this.stages = stages;
    this.ready = ready;
    this.javalin = Javalin.create(this::configure).start(host, port);
    var unused = ticker.scheduleAtFixedRate(this::tell, 1, 1, TimeUnit.SECONDS);
  }

  public int port() {
    return javalin.port();
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    watchers.forEach(SseClient::close);
    javalin.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.routes.before(HttpServer::secure);
    config.routes.get("/", context -> page(context, "/web/index.html", "text/html"));
    config.routes.get("/live.js", context -> page(context, "/web/live.js", "text/javascript"));
    config.routes.get("/live.css", context -> page(context, "/web/live.css", "text/css"));
    config.routes.get("/uplot.js", c -> page(c, UPLOT + "uPlot.iife.min.js", "text/javascript"));
    config.routes.get("/uplot.css", c -> page(c, UPLOT + "uPlot.min.css", "text/css"));
    config.routes.get("/metrics", c -> c.contentType(PROMETHEUS).result(registry.scrape()));
    config.routes.get("/health/live", context -> context.result("live\n"));
    config.routes.get("/health/ready", this::ready);
    config.routes.get("/api/stages", context -> json(context, stages.get()));
    config.routes.get("/api/models", context -> json(context, view.models()));
    config.routes.get("/api/models/{model}/windows", c -> json(c, view.windows(model(c))));
    config.routes.get("/api/models/{model}/alerts", c -> json(c, alerts(model(c))));
    config.routes.get("/api/models/{model}/jobs", c -> json(c, jobs(model(c))));
    config.routes.sse("/events", this::watch);
  }

  private static void secure(Context context) {
    context.header(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'");
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
    boolean all = ready.getAsBoolean();
    context.status(all ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    context.result(all ? "ready\n" : "a stage is not running\n");
  }

  private static String model(Context context) {
    return context.pathParam("model");
  }

  private List<Alert> alerts(String model) {
    return view.alerts().stream().filter(alert -> alert.model().equals(model)).toList();
  }

  private List<RetrainingJob> jobs(String model) {
    return view.jobs().stream().filter(job -> job.model().equals(model)).toList();
  }

  private void watch(SseClient client) {
    if (watchers.size() >= MOST_WATCHERS) {
      client.close();
      return;
    }
    client.keepAlive();
    client.onClose(() -> watchers.remove(client));
    watchers.add(client);
    client.sendEvent("snapshot", text(snapshot()));
  }

  private void tell() {
    if (!watchers.isEmpty()) {
      String snapshot = text(snapshot());
      watchers.forEach(client -> client.sendEvent("snapshot", snapshot));
    }
  }

  private Map<String, Object> snapshot() {
    Map<String, Object> snapshot = new LinkedHashMap<>();
    snapshot.put("stages", stages.get());
    snapshot.put("alerts", view.alerts());
    snapshot.put("jobs", view.jobs());
    Map<String, Object> models = new LinkedHashMap<>();
    view.models().forEach(model -> models.put(model, view.windows(model)));
    snapshot.put("models", models);
    return snapshot;
  }

  private static void json(Context context, Object value) {
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
