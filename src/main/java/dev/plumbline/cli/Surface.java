package dev.plumbline.cli;

import dev.plumbline.http.HttpServer;
import dev.plumbline.http.LiveView;
import dev.plumbline.http.StageStatus;
import dev.plumbline.kafka.LiveReader;
import dev.plumbline.kafka.LiveReader.Follow;
import dev.plumbline.kafka.StageRunner;
import dev.plumbline.kafka.Topics;
import dev.plumbline.policy.Policies;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server with what feeds it. Opens before there is a broker, so that a port that is taken
 * is said at once; {@link #show} fills it.
 */
final class Surface implements AutoCloseable {

  private final LiveView view;
  private final HttpServer server;
  private volatile @Nullable Pipeline pipeline;
  private volatile @Nullable Progress progress;

  /**
   * @throws dev.plumbline.http.PortException when the port is taken
   */
  Surface(String host, int port, PrometheusMeterRegistry registry, Policies policies) {
    view = new LiveView(registry, policies.byModel().keySet());
    server = new HttpServer(host, port, registry, view, this::statuses, this::ready);
  }

  /**
   * @return what follows the topics; to be closed before their broker
   */
  LiveReader show(Pipeline shown, Progress counts) {
    progress = counts;
    pipeline = shown;
    return new LiveReader(
        shown.streams(),
        List.of(
            new Follow<>(Topics.WINDOW_MEASURES, view::accept),
            new Follow<>(Topics.ETHICS_ALERTS, view::accept),
            new Follow<>(Topics.RETRAINING_JOBS, view::accept)));
  }

  int port() {
    return server.port();
  }

  private List<StageStatus> statuses() {
    Pipeline shown = pipeline;
    Progress counts = progress;
    List<StageRunner> runners = shown == null ? List.of() : shown.runners();
    return counts == null ? List.of() : counts.statuses(runners);
  }

  private boolean ready() {
    Pipeline shown = pipeline;
    return shown != null && shown.running();
  }

  @Override
  public void close() {
    server.close();
  }
}
