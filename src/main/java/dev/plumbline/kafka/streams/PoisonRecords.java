package dev.plumbline.kafka.streams;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.RecordOrigin;
import dev.plumbline.kafka.topic.OversizeException;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a record at which a stage's code throws, with a dead letter that has its coordinates and
 * the kind of the exception, so that the stage goes on: every replacement of its thread would meet
 * the same record again. What the record had changed before the exception stays.
 *
 * <p>It answers what the record brought about alone. An {@link IllegalStateException} says that the
 * stage or its state is not as it should be (a model that hangs, a store that is damaged), an I/O
 * error or Kafka's own that the surroundings are not: these are not the record's fault, the stage
 * stops there as before and nothing is passed over.
 */
public final class PoisonRecords implements ProcessingExceptionHandler, ProductionExceptionHandler {

  /** Key of the stage's name among a stage's properties. */
  static final String STAGE = "plumbline.stage";

  /** Key of the registry among a stage's properties. */
  static final String REGISTRY = "plumbline.registry";

  private static final Logger LOG = LoggerFactory.getLogger(PoisonRecords.class);

  private @Nullable String stage;
  private @Nullable StageCounters counters;

  @Override
  public void configure(Map<String, ?> properties) {
    String name = String.valueOf(properties.get(STAGE));
    stage = name;
    counters =
        new StageCounters((MeterRegistry) Objects.requireNonNull(properties.get(REGISTRY)), name);
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(
      ErrorHandlerContext context, Record<?, ?> message, Exception error) {
    if (context.topic() == null || !isTheRecords(error)) {
      return ProcessingExceptionHandler.Response.fail();
    }
    return ProcessingExceptionHandler.Response.resume(List.of(letter(context, error)));
  }

  @Override
  public ProductionExceptionHandler.Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> message, Exception error) {
    return ProductionExceptionHandler.Response.fail();
  }

  /** What the record became is larger than a topic takes. */
  @Override
  @SuppressWarnings("rawtypes") // as in the interface
  public ProductionExceptionHandler.Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord message,
      Exception error,
      SerializationExceptionOrigin origin) {
    if (context.topic() == null || !isTheRecords(error)) {
      return ProductionExceptionHandler.Response.fail();
    }
    return ProductionExceptionHandler.Response.resume(List.of(letter(context, error)));
  }

  private static boolean isTheRecords(Exception error) {
    return error instanceof OversizeException
        || (error instanceof RuntimeException
            && !(error instanceof IllegalStateException)
            && !(error instanceof UncheckedIOException)
            && !(error instanceof KafkaException));
  }

  /** Of an exception its class and place: its message may quote the record. */
  private static DeadLetterCause cause(Exception error) {
    if (error instanceof OversizeException) {
      return DeadLetterCause.rejected(
          null, "too_large", "what it became is too large: " + error.getMessage());
    }
    StackTraceElement[] trace = error.getStackTrace();
    String place = trace.length == 0 ? "" : " at " + trace[0];
    return DeadLetterCause.rejected(
        null,
        "processing_failed",
        "its processing failed: " + error.getClass().getSimpleName() + place);
  }

  private ProducerRecord<byte[], byte[]> letter(ErrorHandlerContext context, Exception error) {
    RecordOrigin origin =
        new RecordOrigin(
            context.topic(),
            context.partition(),
            context.offset(),
            Instant.ofEpochMilli(context.timestamp()));
    DeadLetterCause cause = cause(error);
    DeadLetter letter = DeadLetter.of(origin, Objects.requireNonNull(stage, "configured"), cause);
    LOG.error(
        "record dead-lettered, stage={}, record={}, reason={}",
        stage,
        letter.key(),
        cause.reason());
    Objects.requireNonNull(counters, "configured").deadLettered(cause.countedAs());
    Topic<DeadLetter> topic = Topics.DEAD_LETTERS;
    return new ProducerRecord<>(
        topic.name(),
        null,
        context.timestamp(),
        topic.keySerde().serializer().serialize(topic.name(), letter.key()),
        topic.valueSerde().serializer().serialize(topic.name(), letter));
  }
}
