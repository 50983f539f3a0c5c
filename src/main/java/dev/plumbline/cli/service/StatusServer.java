package dev.plumbline.cli.service;

import dev.plumbline.http.HttpServer;
import dev.plumbline.http.LiveView;
import dev.plumbline.http.StageStatus;
import dev.plumbline.kafka.client.LiveReader;
import dev.plumbline.kafka.client.LiveReader.Follow;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server with what feeds it. Opens before there is a broker, so that a port that is taken
 * is said at once; {@link #show} fills it.
 */
public final class StatusServer implements AutoCloseable {

  private final LiveView view;
  private final HttpServer server;
  private volatile @Nullable StagePipeline pipeline;
  private volatile @Nullable StageProgress progress;

  /**
   * @throws dev.plumbline.http.PortException when the port is taken
   */
  public StatusServer(String host, int port, PrometheusMeterRegistry registry, Policies policies) {
    view = new LiveView(registry, policies.byModel().keySet());
    server = new HttpServer(host, port, registry, view, this::statuses, this::ready);
  }

  /**
   * @return what follows the topics; to be closed before their broker
   */
  public LiveReader show(StagePipeline shown, StageProgress counts) {
    progress = counts;
    pipeline = shown;
    return new LiveReader(
        shown.streams(),
        List.of(
            new Follow<>(Topics.WINDOW_MEASURES, view::accept),
            new Follow<>(Topics.ETHICS_ALERTS, view::accept),
            new Follow<>(Topics.RETRAINING_JOBS, view::accept)));
  }

  public int port() {
    return server.port();
  }

  private List<StageStatus> statuses() {
    StagePipeline shown = pipeline;
    StageProgress counts = progress;
    List<StageRunner> runners = shown == null ? List.of() : shown.runners();
    return counts == null ? List.of() : counts.statuses(runners);
  }

  private boolean ready() {
    StagePipeline shown = pipeline;
    return shown != null && shown.running();
  }

  @Override
  public void close() {
    server.close();
  }
}
