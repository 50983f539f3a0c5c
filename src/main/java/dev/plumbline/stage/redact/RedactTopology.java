package dev.plumbline.stage.redact;

import dev.plumbline.kafka.ring.DurableRing;
import dev.plumbline.kafka.ring.SealedSlots;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.redact.keys.PayloadSealer;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import dev.plumbline.stage.redact.keys.WaitingCipher;
import dev.plumbline.stage.redact.ner.EntityTaggers;
import dev.plumbline.stage.redact.outcome.OutcomeProcessor;
import dev.plumbline.stage.redact.outcome.OutcomeRedactor;
import dev.plumbline.stage.redact.request.RedactSettings;
import dev.plumbline.stage.redact.request.RequestRedactor;
import dev.plumbline.stage.redact.request.SealedLetters;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/**
 * Raw requests and outcomes in; redacted ones and dead letters out, each in tasks of its own, as
 * the two topics may have different numbers of partitions. A topology of its own so that it alone
 * needs the right to read raw text. Keys, recognizers and policies open in the constructor: a wrong
 * configuration stops the start, not the flow.
 */
public final class RedactTopology {

  public static final String STAGE = "redact";

  static final String WAITING = "waiting_requests";
  static final String REDACTED_SINK = "write_redacted_requests";
  static final String DEAD_LETTER_SINK = "write_dead_letters";
  private static final String SOURCE = "read_inference_requests";
  private static final String REDACT = "redact_personal_data";
  private static final String OUTCOME_SOURCE = "read_outcomes";
  private static final String REDACT_OUTCOMES = "redact_outcomes";

  private final RequestRedactor redactor;
  private final OutcomeRedactor outcomeRedactor;
  private final SealedLetters letters;
  private final @Nullable SealedSlots waitingSeal;
  private final RedactSettings settings;
  private final MeterRegistry registry;
  private final TaggingMetrics metrics;

  /**
   * @param taggers closed by the caller, after the streams that use them
   * @param clock decides what lies in the future
   * @throws IllegalArgumentException when a keyset is missing or cannot be opened, or an entity or
   *     region is unknown
   */
  public RedactTopology(
      Policies policies,
      RedactSettings settings,
      EntityTaggers taggers,
      MeterRegistry registry,
      Clock clock) {
    RedactionKeys keys = RedactionKeys.open(settings.hashKeyset(), settings.encryptKeyset());
    this.redactor = new RequestRedactor(policies, settings, keys, taggers, clock);
    this.waitingSeal =
        taggers.any() ? new SealedSlots(WaitingCipher.open(settings.encryptKeyset())) : null;
    this.outcomeRedactor = new OutcomeRedactor(redactor, clock);
    this.letters = new SealedLetters(STAGE, PayloadSealer.open(settings.sealingKeyset()));
    this.settings = settings;
    this.registry = registry;
    this.metrics = new TaggingMetrics(registry);
  }

  public Topology build() {
    Topology topology = new Topology();
    addSource(topology, SOURCE, Topics.INFERENCE_REQUESTS);
    topology.addProcessor(REDACT, this::processor, SOURCE);
    if (waitingSeal != null) {
      topology.addStateStore(DurableRing.store(WAITING), REDACT);
    }
    addSink(topology, REDACTED_SINK, Topics.REDACTED_REQUESTS, REDACT);
    addSink(topology, DEAD_LETTER_SINK, Topics.DEAD_LETTERS, REDACT);
    addSource(topology, OUTCOME_SOURCE, Topics.OUTCOMES);
    topology.addProcessor(
        REDACT_OUTCOMES,
        () -> new OutcomeProcessor(outcomeRedactor, letters, registry),
        OUTCOME_SOURCE);
    addSink(topology, OutcomeProcessor.OUTCOME_SINK, Topics.REDACTED_OUTCOMES, REDACT_OUTCOMES);
    addSink(topology, OutcomeProcessor.DEAD_LETTER_SINK, Topics.DEAD_LETTERS, REDACT_OUTCOMES);
    return topology;
  }

  private RedactProcessor processor() {
    return new RedactProcessor(
        redactor, letters, waitingSeal, metrics, settings.allowedHeaders(), registry);
  }

  private static void addSource(Topology topology, String name, Topic<byte[]> topic) {
    topology.addSource(
        AutoOffsetReset.earliest(),
        name,
        // A record without a time must not stop the stage; the redactor judges it.
        (record, partitionTime) -> Math.max(0, record.timestamp()),
        topic.keySerde().deserializer(),
        topic.valueSerde().deserializer(),
        topic.name());
  }

  private static <V> void addSink(Topology topology, String name, Topic<V> topic, String parent) {
    topology.addSink(
        name, topic.name(), topic.keySerde().serializer(), topic.valueSerde().serializer(), parent);
  }
}
