package dev.plumbline.cli.service;

import dev.plumbline.http.HttpServer;
import dev.plumbline.http.JobStatusInbox;
import dev.plumbline.http.LiveView;
import dev.plumbline.http.ReadinessCheck;
import dev.plumbline.http.StageStatus;
import dev.plumbline.http.TextExplainer;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.kafka.client.AcknowledgedProducer;
import dev.plumbline.kafka.client.FollowerContext;
import dev.plumbline.kafka.streams.StageRunner;
import dev.plumbline.kafka.streams.TaskOutage;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.intake.IntakeStage;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server with what feeds it. Opens before there is a broker, so that a port that is taken
 * is said at once; {@link #show} fills it.
 */
public final class StatusServer implements AutoCloseable {

  /** A broker that is restarted is back by then. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final PrometheusMeterRegistry registry;
  private final InstantSource clock;
  private final LiveView view;
  private final HttpServer server;
  private volatile @Nullable StagePipeline pipeline;
  private volatile @Nullable StageProgress progress;
  private volatile @Nullable LiveFollowers live;

  /**
   * @throws dev.plumbline.http.PortException when the port is taken
   * @throws dev.plumbline.http.access.AccessException when it cannot be kept from strangers
   */
  public StatusServer(HttpAccess access, PrometheusMeterRegistry registry, Policies policies) {
    this(access, registry, policies, PATIENCE, Clock.systemUTC());
  }

  /**
   * @param patience how long a follower may be without its topic before the process is not ready
   * @throws dev.plumbline.http.PortException when the port is taken
   */
  StatusServer(
      HttpAccess access,
      PrometheusMeterRegistry registry,
      Policies policies,
      Duration patience,
      InstantSource clock) {
    this.registry = registry;
    this.clock = clock;
    this.view = new LiveView(registry, horizons(policies));
    ReadinessCheck ready =
        new ReadinessCheck(this::running, this::outages, this::notices, patience, clock);
    this.server = new HttpServer(access, registry, view, this::statuses, ready);
  }

  private static Map<String, Duration> horizons(Policies policies) {
    return policies.all().stream()
        .collect(Collectors.toMap(Policy::model, policy -> policy.windows().labelHorizon()));
  }

  /**
   * @return what follows the topics; to be closed before their broker. Nothing where no stage reads
   *     topics: an intake needs no right to read
   */
  public LiveFollowers show(StagePipeline shown, StageProgress counts) {
    progress = counts;
    server.take(new IncidentNoteDesk(shown.streams(), clock));
    pipeline = shown;
    LiveFollowers followers =
        shown.readsTopics()
            ? LiveFollowers.start(new FollowerContext(shown.streams(), registry, clock), view)
            : LiveFollowers.none();
    live = followers;
    return followers;
  }

  /** From now on pipelines may say here how trainings ended. */
  public void take(JobStatusInbox inbox) {
    server.take(inbox);
  }

  /** Lets whoever reaches the server have texts explained. */
  public void explainWith(TextExplainer explainer) {
    server.explainWith(explainer);
  }

  /** Where records of producers come in, for the stage that stores them. */
  public IntakeStage.Door door() {
    return new IntakeStage.Door() {
      @Override
      public void open(AcknowledgedProducer producer, Policies policies) {
        server
            .intake()
            .open(producer, policies.all().stream().map(Policy::model).collect(Collectors.toSet()));
      }

      @Override
      public void shut() {
        server.intake().shut();
      }
    };
  }

  public int port() {
    return server.port();
  }

  /** Where people find it. */
  public String address() {
    return server.address();
  }

  private List<StageStatus> statuses() {
    StagePipeline shown = pipeline;
    StageProgress counts = progress;
    List<StageRunner> runners = shown == null ? List.of() : shown.runners();
    return counts == null ? List.of() : counts.statuses(runners);
  }

  private boolean running() {
    StagePipeline shown = pipeline;
    return shown != null && shown.running();
  }

  private List<TaskOutage> outages() {
    List<TaskOutage> outages = new ArrayList<>();
    StagePipeline shown = pipeline;
    if (shown != null) {
      outages.addAll(shown.outages());
    }
    LiveFollowers followers = live;
    if (followers != null) {
      outages.addAll(followers.outages());
    }
    return outages;
  }

  private List<String> notices() {
    StagePipeline shown = pipeline;
    return shown == null ? List.of() : shown.notices();
  }

  @Override
  public void close() {
    server.close();
  }
}
