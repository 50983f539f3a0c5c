package dev.plumbline.cli;

import dev.plumbline.http.HttpServer;
import dev.plumbline.http.LiveView;
import dev.plumbline.kafka.LiveReader;
import dev.plumbline.kafka.LiveReader.Follow;
import dev.plumbline.kafka.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** The HTTP server with what feeds it. */
final class Surface implements AutoCloseable {

  private final LiveReader reader;
  private final HttpServer server;

  Surface(
      String host,
      int port,
      PrometheusMeterRegistry registry,
      Pipeline pipeline,
      Progress progress) {
    LiveView view = new LiveView(registry);
    reader =
        new LiveReader(
            pipeline.streams(),
            List.of(
                new Follow<>(Topics.WINDOW_MEASURES, view::accept),
                new Follow<>(Topics.ETHICS_ALERTS, view::accept),
                new Follow<>(Topics.RETRAINING_JOBS, view::accept)));
    server =
        new HttpServer(
            host,
            port,
            registry,
            view,
            () -> progress.statuses(pipeline.runners()),
            pipeline::running);
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.close();
    reader.close();
  }
}
