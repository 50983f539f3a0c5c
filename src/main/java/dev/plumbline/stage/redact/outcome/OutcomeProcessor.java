package dev.plumbline.stage.redact.outcome;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.Outcome;
import dev.plumbline.kafka.ring.RingSlot;
import dev.plumbline.stage.redact.request.RedactionResult.Stopped;
import dev.plumbline.stage.redact.request.SealedLetters;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Sends each outcome on under its request's id, without the producer's key and headers. */
public final class OutcomeProcessor implements Processor<String, byte[], String, Object> {

  /** Outcomes read, by model and result: {@code redacted}, or the dead letter's reason. */
  public static final String COUNTER = "plumbline.outcomes.read";

  public static final String OUTCOME_SINK = "write_redacted_outcomes";
  public static final String DEAD_LETTER_SINK = "write_outcome_dead_letters";

  private final OutcomeRedactor redactor;
  private final SealedLetters letters;
  private final MeterRegistry registry;
  private ProcessorContext<String, Object> context;

  @SuppressWarnings("NullAway.Init") // init() sets the context before the first record
  public OutcomeProcessor(OutcomeRedactor redactor, SealedLetters letters, MeterRegistry registry) {
    this.redactor = redactor;
    this.letters = letters;
    this.registry = registry;
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<String, byte[]> message) {
    OutcomeResult result = redactor.redact(message.value(), message.timestamp());
    if (result instanceof OutcomeResult.Passed passed) {
      pass(passed.outcome());
    } else if (result instanceof OutcomeResult.Refused refused) {
      stop(refused.stopped(), message);
    }
  }

  private void pass(Outcome outcome) {
    context.forward(
        new Record<>(outcome.requestId(), outcome, outcome.timestamp().toEpochMilli()),
        OUTCOME_SINK);
    count(outcome.model(), "redacted");
  }

  private void stop(Stopped stopped, Record<String, byte[]> message) {
    RingSlot slot = RingSlot.of(message, context.recordMetadata().orElseThrow());
    DeadLetter letter = letters.letter(slot.origin(), stopped, slot.value());
    context.forward(
        new Record<>(letter.key(), letter, message.timestamp(), new RecordHeaders()),
        DEAD_LETTER_SINK);
    DeadLetterCause cause = stopped.cause();
    count(cause.countedAs(), cause.errorClass());
  }

  private void count(String model, String result) {
    registry.counter(COUNTER, "model", model, "result", result).increment();
  }
}
