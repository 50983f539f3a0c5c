package dev.plumbline.stage.redact;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.DeadLetter.Disposition;
import dev.plumbline.event.Inference;
import dev.plumbline.kafka.StageCounters;
import dev.plumbline.stage.redact.Outcome.Passed;
import dev.plumbline.stage.redact.Outcome.Stopped;
import dev.plumbline.stage.redact.keys.Sealer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Sends each record to one of two sinks, under a key and with headers that are safe to show. */
final class RedactProcessor implements Processor<String, byte[], String, Object> {

  private static final String UNKNOWN = "unknown";

  private final RequestRedactor redactor;
  private final Sealer sealer;
  private final Set<String> allowedHeaders;
  private final MeterRegistry registry;
  private final StageCounters counters;
  private @Nullable ProcessorContext<String, Object> context;

  RedactProcessor(
      RequestRedactor redactor, Sealer sealer, Set<String> allowedHeaders, MeterRegistry registry) {
    this.redactor = redactor;
    this.sealer = sealer;
    this.allowedHeaders = allowedHeaders;
    this.registry = registry;
    this.counters = new StageCounters(registry, RedactTopology.STAGE);
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    this.context = processorContext;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    Outcome outcome = redactor.redact(record.value(), record.timestamp());
    if (outcome instanceof Passed passed) {
      pass(passed.inference(), record.headers());
    } else if (outcome instanceof Stopped stopped) {
      stop(stopped, record);
    }
  }

  private void pass(Inference inference, Headers headers) {
    String model = inference.model();
    long eventTime = inference.timestamp().toEpochMilli();
    context()
        .forward(
            new Record<>(inference.requestId(), inference, eventTime, allowed(headers, model)),
            RedactTopology.REDACTED_SINK);
    counters.in(model);
    counters.out(model);
    inference
        .redactions()
        .forEach(
            redaction ->
                registry
                    .counter("plumbline.redactions", "model", model, "entity", redaction.entity())
                    .increment(redaction.count()));
  }

  private void stop(Stopped stopped, Record<String, byte[]> record) {
    DeadLetter letter = letter(stopped, record);
    context()
        .forward(
            new Record<>(letter.key(), letter, record.timestamp(), new RecordHeaders()),
            RedactTopology.DEAD_LETTER_SINK);
    String model = stopped.model() == null ? UNKNOWN : stopped.model();
    counters.in(model);
    if (stopped.disposition() == Disposition.WITHHELD) {
      counters.withheld(model);
    } else {
      counters.deadLettered(model);
    }
  }

  private DeadLetter letter(Stopped stopped, Record<String, byte[]> record) {
    RecordMetadata origin = context().recordMetadata().orElseThrow();
    DeadLetter bare =
        new DeadLetter(
            origin.topic(),
            origin.partition(),
            origin.offset(),
            Instant.ofEpochMilli(record.timestamp()),
            RedactTopology.STAGE,
            stopped.disposition(),
            stopped.model(),
            stopped.errorClass(),
            stopped.reason(),
            null);
    return stopped.sealable() ? sealed(bare, record.value()) : bare;
  }

  private DeadLetter sealed(DeadLetter bare, byte @Nullable [] payload) {
    return new DeadLetter(
        bare.topic(),
        bare.partition(),
        bare.offset(),
        bare.timestamp(),
        bare.stage(),
        bare.disposition(),
        bare.model(),
        bare.errorClass(),
        bare.reason(),
        sealer.seal(payload, bare.key()));
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
