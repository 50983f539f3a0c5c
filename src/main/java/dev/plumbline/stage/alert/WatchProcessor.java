package dev.plumbline.stage.alert;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.streams.StageCounters;
import dev.plumbline.kafka.topic.RecordReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.chain.ChainStep;
import dev.plumbline.stage.alert.chain.PaneChain;
import dev.plumbline.stage.alert.chain.PaneLink;
import dev.plumbline.stage.alert.incident.IncidentMachine;
import dev.plumbline.stage.alert.incident.IncidentStep;
import dev.plumbline.stage.alert.memory.WatchStep;
import dev.plumbline.stage.alert.watch.AlertStateMachine;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies {@link AlertStateMachine} to each pane and window; makes incidents of the alerts with
 * {@link IncidentMachine}, and chains the panes. Forwards alerts, incidents, heads of the chain
 * and, for records it cannot read, dead letters.
 */
final class WatchProcessor implements Processor<String, byte[], String, Object> {

  private static final Logger LOG = LoggerFactory.getLogger(WatchProcessor.class);

  private final Policies policies;
  private final StageCounters counters;
  private final MeterRegistry registry;
  private final ChainHeadMetrics heads;
  private ProcessorContext<String, Object> context;

  @SuppressWarnings("NullAway.Init") // init() sets the context before the first record
  WatchProcessor(Policies policies, MeterRegistry registry, ChainHeadMetrics heads) {
    this.policies = policies;
    this.registry = registry;
    this.heads = heads;
    this.counters = new StageCounters(registry, AlertTopology.STAGE);
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<String, byte[]> message) {
    RecordMetadata origin =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record without an origin"));
    try {
      if (origin.topic().equals(Topics.PANE_COUNTS.name())) {
        onPane(RecordReader.read(message.value(), PaneCounts.class), message.value());
      } else {
        onWindow(RecordReader.read(message.value(), WindowMeasures.class));
      }
    } catch (RecordReader.Refusal refusal) {
      counters.in(refusal.countedAs());
      counters.deadLettered(refusal.countedAs());
      DeadLetter letter = refusal.letter(AlertTopology.STAGE, origin, message.timestamp());
      context.forward(new Record<>(letter.key(), letter, message.timestamp()));
    }
  }

  private void onPane(PaneCounts pane, byte[] value) {
    Policy policy = policies.find(pane.model());
    counters.in(policy == null ? "unknown" : policy.model());
    if (policy != null) {
      AlertStores state = new AlertStores(policy.model(), context);
      IncidentStores memory = new IncidentStores(policy.model(), context);
      boolean versionsWereNone = state.model().versionsAreNone();
      WatchStep watched = new AlertStateMachine(policy).onPane(state, pane);
      state.apply(watched);
      List<Alert> alerts = watched.alerts();
      tellVersions(policy, versionsWereNone, state.model().versionsAreNone());
      send(
          policy,
          memory,
          new IncidentMachine(policy).onPane(memory, state, pane.with(watched.found()), alerts));
      chain(
          policy.model(),
          PaneLink.read(value, watched.apart()),
          alerts.stream().anyMatch(Alert::opensPage));
    }
  }

  /** Heads are published with every hour of event time, and with every page. */
  private void chain(String model, PaneLink pane, boolean paged) {
    ChainStores state = new ChainStores(model, context);
    PaneChain chain = new PaneChain(model);
    ChainStep step = chain.after(state, pane);
    publish(step.due());
    state.apply(step);
    if (paged || step.anew()) {
      publish(chain.head(state));
    }
  }

  private void publish(@Nullable ChainHead head) {
    if (head != null) {
      heads.published(head);
      context.forward(new Record<>(head.model(), head, head.through().toEpochMilli()));
    }
  }

  private void onWindow(WindowMeasures window) {
    Policy policy = policies.find(window.model());
    counters.in(policy == null ? "unknown" : policy.model());
    if (policy != null) {
      AlertStores state = new AlertStores(policy.model(), context);
      IncidentStores memory = new IncidentStores(policy.model(), context);
      WatchStep watched = new AlertStateMachine(policy).onWindow(state, window);
      state.apply(watched);
      send(
          policy,
          memory,
          new IncidentMachine(policy).onWindow(memory, state, window, watched.alerts()));
    }
  }

  private void tellVersions(Policy policy, boolean before, boolean now) {
    if (now) {
      registry.counter("plumbline.model.versions.ignored", "model", policy.model()).increment();
    }
    if (now && !before) {
      LOG.warn(
          "model versions change too often to be releases and no longer restart the evidence:"
              + " producers should send the release in prediction.modelVersion, model={}",
          policy.model());
    }
  }

  private void send(Policy policy, IncidentStores memory, IncidentStep step) {
    memory.apply(step);
    for (Alert alert : step.alerts()) {
      context.forward(new Record<>(alert.key(), alert, alert.at().toEpochMilli()));
      counters.out(policy.model());
    }
    for (Incident incident : step.incidents()) {
      context.forward(
          new Record<>(incident.key(), incident, incident.status().at().toEpochMilli()));
      count(incident);
    }
  }

  private void count(Incident incident) {
    registry
        .counter(
            "plumbline.incident.states",
            "model",
            incident.model(),
            "occasion",
            incident.status().occasion().name().toLowerCase(Locale.ROOT),
            "silenced",
            String.valueOf(incident.status().silenced()))
        .increment();
  }
}
