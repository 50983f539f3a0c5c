package dev.plumbline.stage.redact;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.DeadLetterCause.Disposition;
import dev.plumbline.event.Inference;
import dev.plumbline.kafka.ring.DurableRing;
import dev.plumbline.kafka.ring.RingSlot;
import dev.plumbline.kafka.ring.SealedSlots;
import dev.plumbline.kafka.streams.ArrivalLatency;
import dev.plumbline.kafka.streams.StageCounters;
import dev.plumbline.model.ModelAnswer;
import dev.plumbline.stage.redact.WaitingRequests.Waiting;
import dev.plumbline.stage.redact.request.OpenRequest;
import dev.plumbline.stage.redact.request.RedactionResult;
import dev.plumbline.stage.redact.request.RedactionResult.Passed;
import dev.plumbline.stage.redact.request.RedactionResult.Stopped;
import dev.plumbline.stage.redact.request.RequestRedactor;
import dev.plumbline.stage.redact.request.SealedLetters;
import dev.plumbline.stage.redact.request.TaggingRequest;
import dev.plumbline.stage.redact.text.TaggedTexts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Sends each record to one of two sinks, under a key and with headers that are safe to show. A
 * record that a model must see waits for others, ten milliseconds at most; all others go on at
 * once, as they do when no policy has a model.
 */
final class RedactProcessor implements Processor<String, byte[], String, Object> {

  private static final Duration TICK = Duration.ofMillis(10);

  /** A predecessor's key was its own: what it left waiting can only be named. */
  private static final Stopped LOST =
      new Stopped(
          DeadLetterCause.rejected(
              null,
              "waiting_request_lost",
              "the process ended while the request waited, and so did the key that sealed it"),
          false);

  private final RequestRedactor redactor;
  private final SealedLetters letters;
  private final @Nullable SealedSlots waitingSeal;
  private final TaggingMetrics metrics;
  private final BatchTagging tagger;
  private final Set<String> allowedHeaders;
  private final MeterRegistry registry;
  private final StageCounters counters;
  private @Nullable ProcessorContext<String, Object> context;
  private @Nullable WaitingRequests waiting;

  /**
   * @param waitingSeal null when no policy has a model
   * @param metrics of all tasks together
   */
  RedactProcessor(
      RequestRedactor redactor,
      SealedLetters letters,
      @Nullable SealedSlots waitingSeal,
      TaggingMetrics metrics,
      Set<String> allowedHeaders,
      MeterRegistry registry) {
    this.redactor = redactor;
    this.letters = letters;
    this.waitingSeal = waitingSeal;
    this.metrics = metrics;
    this.tagger = new BatchTagging(metrics);
    this.allowedHeaders = allowedHeaders;
    this.registry = registry;
    this.counters = new StageCounters(registry, RedactTopology.STAGE);
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    this.context = processorContext;
    if (waitingSeal == null) {
      return;
    }
    KeyValueStore<Integer, RingSlot> store = processorContext.getStateStore(RedactTopology.WAITING);
    waiting =
        new WaitingRequests(new DurableRing(store, WaitingRequests.MOST), waitingSeal, metrics);
    waiting.restore(this::open);
    processorContext.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, now -> answerWaiting());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RingSlot slot = RingSlot.of(record, context().recordMetadata().orElseThrow());
    OpenRequest request = open(slot);
    TaggingRequest tagging = request.tagging();
    if (tagging == null) {
      answer(slot, request.redact(TaggedTexts.NONE));
    } else if (waiting == null || slot.value().length > WaitingRequests.LARGEST) {
      answer(slot, outcome(request, tagger.tag(List.of(tagging)).get(0)));
    } else {
      waiting.add(slot, request);
      if (waiting.isFull()) {
        answerWaiting();
      }
    }
  }

  private OpenRequest open(RingSlot slot) {
    return redactor.open(slot.value(), slot.timestamp());
  }

  /** Nothing to save: what waits is in the ring, and its next owner asks the model again. */
  @Override
  public void close() {
    if (waiting != null) {
      waiting.forget();
    }
    waiting = null;
  }

  private void answerWaiting() {
    List<Waiting> taken = waiting == null ? List.of() : waiting.takeAll();
    Iterator<ModelAnswer<TaggedTexts>> answers = tagger.tag(tagging(taken)).iterator();
    for (Waiting each : taken) {
      RingSlot clear = each.clear();
      OpenRequest request = each.request();
      if (clear == null || request == null) {
        answer(each.sealed(), LOST);
      } else if (request.tagging() == null) {
        answer(clear, request.redact(TaggedTexts.NONE));
      } else {
        answer(clear, outcome(request, answers.next()));
      }
    }
  }

  private static List<TaggingRequest> tagging(List<Waiting> taken) {
    return taken.stream()
        .map(each -> each.request() == null ? null : each.request().tagging())
        .filter(Objects::nonNull)
        .toList();
  }

  private static RedactionResult outcome(OpenRequest request, ModelAnswer<TaggedTexts> answer) {
    return answer.<RedactionResult>either(request::redact, request::untagged);
  }

  private void answer(RingSlot slot, RedactionResult outcome) {
    if (outcome instanceof Passed passed) {
      pass(passed.inference(), slot);
    } else if (outcome instanceof Stopped stopped) {
      stop(stopped, slot);
    }
  }

  private void pass(Inference inference, RingSlot slot) {
    String model = inference.model();
    long eventTime = inference.timestamp().toEpochMilli();
    Headers headers = allowed(slot.headers(), model);
    ArrivalLatency.note(headers, slot.timestamp());
    context()
        .forward(
            new Record<>(inference.requestId(), inference, eventTime, headers),
            RedactTopology.REDACTED_SINK);
    counters.in(model);
    counters.out(model);
    inference.flags().forEach(flag -> countFlag(model, flag));
    inference
        .redactions()
        .forEach(
            redaction ->
                registry
                    .counter("plumbline.redactions", "model", model, "entity", redaction.entity())
                    .increment(redaction.count()));
  }

  /**
   * @param flag field and reason
   */
  private void countFlag(String model, String flag) {
    int end = flag.lastIndexOf(':');
    String field = flag.substring(0, end);
    String reason = flag.substring(end + 1);
    registry
        .counter("plumbline.fields.flagged", "model", model, "field", field, "reason", reason)
        .increment();
  }

  private void stop(Stopped stopped, RingSlot slot) {
    DeadLetter letter = letters.letter(slot.origin(), stopped, slot.value());
    context()
        .forward(
            new Record<>(letter.key(), letter, slot.timestamp(), new RecordHeaders()),
            RedactTopology.DEAD_LETTER_SINK);
    String model = stopped.cause().countedAs();
    counters.in(model);
    if (stopped.cause().disposition() == Disposition.WITHHELD) {
      counters.withheld(model);
    } else {
      counters.deadLettered(model);
    }
  }

  private Headers allowed(Headers headers, String model) {
    Headers kept = new RecordHeaders();
    for (Header header : headers) {
      byte[] value =
          allowedHeaders.contains(header.key()) ? redactor.header(model, header.value()) : null;
      if (value != null) {
        kept.add(header.key(), value);
      }
    }
    return kept;
  }

  private ProcessorContext<String, Object> context() {
    if (context == null) {
      throw new IllegalStateException("processed before init");
    }
    return context;
  }
}
