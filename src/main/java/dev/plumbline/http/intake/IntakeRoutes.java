package dev.plumbline.http.intake;

import dev.plumbline.http.intake.RecordCheck.Fault;
import dev.plumbline.kafka.client.RecordSink;
import dev.plumbline.kafka.client.RecordSink.Receipt;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/requests} and {@code /v1/outcomes}. Everything of a body is taken or nothing, and
 * what was answered with 202 is stored. A record that is sent again under its id is measured once,
 * so a sender who got no answer simply sends again.
 */
public final class IntakeRoutes implements AutoCloseable {

  private static final String RETRY_SECONDS = "1";
  private static final int ANSWERING = 4;

  private static final List<String> LINES =
      List.of("application/x-ndjson", "application/ndjson", "application/jsonl");

  private final BodyReader bodies = new BodyReader();
  private final MeterRegistry registry;
  private final BiConsumer<Context, Object> json;
  // What answers must not hold up what sends.
  private final ExecutorService answers =
      Executors.newFixedThreadPool(ANSWERING, IntakeRoutes::daemon);
  private volatile @Nullable Open open;

  /** What a running stage brings. */
  private record Open(RecordSink sink, RecordCheck check) {}

  /**
   * @param json answers with a value as JSON
   */
  public IntakeRoutes(MeterRegistry registry, BiConsumer<Context, Object> json) {
    this.registry = registry;
    this.json = json;
  }

  /** Adds the addresses; without {@link #open} there is nothing at them. */
  public void configure(JavalinConfig config) {
    config.routes.post(
        "/v1/requests",
        context -> take(context, "requests", Topics.INFERENCE_REQUESTS, c -> c::request));
    config.routes.post(
        "/v1/outcomes", context -> take(context, "outcomes", Topics.OUTCOMES, c -> c::outcome));
  }

  /**
   * From now on records are taken.
   *
   * @param models that have a policy; records of others are refused
   */
  public void open(RecordSink sink, Set<String> models) {
    open = new Open(sink, new RecordCheck(models));
  }

  /** From now on none is; those that were taken are answered still. */
  public void shut() {
    open = null;
  }

  @Override
  public void close() {
    answers.shutdown();
  }

  private void take(
      Context context,
      String kind,
      Topic<byte[]> topic,
      Function<RecordCheck, Function<RecordFields, @Nullable Fault>> check) {
    Timer.Sample started = Timer.start(registry);
    Open to = open;
    try {
      if (to == null) {
        throw new RefusedBody(
            HttpStatus.NOT_FOUND, "nothing is taken here: the stage intake runs elsewhere");
      }
      RecordSplitter splitter = new RecordSplitter(check.apply(to.check()));
      boolean lines = lines(context.contentType());
      BodyReader.Body body = bodies.read(context);
      boolean sent = false;
      try {
        CheckedRecords records = lines ? splitter.lines(body.bytes()) : splitter.json(body.bytes());
        if (records.wrong() > 0) {
          refuse(context, kind, records);
        } else {
          sent = true;
          send(context, kind, to.sink(), topic, records, body, started);
        }
      } finally {
        if (!sent) {
          body.release();
        }
      }
    } catch (RefusedBody e) {
      count(kind, e.status().getCode(), 1);
      answer(context, e.status(), Map.of("error", e.reason()));
    }
  }

  /** A type that no other site's form can send spares us from those of other sites. */
  private static boolean lines(@Nullable String type) throws RefusedBody {
    String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (LINES.contains(media)) {
      return true;
    }
    if (media.equals("application/json")) {
      return false;
    }
    throw new RefusedBody(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        "send application/json (an object or an array), or application/x-ndjson");
  }

  private void refuse(Context context, String kind, CheckedRecords records) {
    count(kind, HttpStatus.BAD_REQUEST.getCode(), records.size());
    answer(
        context,
        HttpStatus.BAD_REQUEST,
        Map.of(
            "error",
            "%d of %d records cannot be used; none was stored"
                .formatted(records.wrong(), records.size()),
            "problems",
            records.problems()));
  }

  private void send(
      Context context,
      String kind,
      RecordSink sink,
      Topic<byte[]> topic,
      CheckedRecords records,
      BodyReader.Body body,
      Timer.Sample started) {
    context.future(
        () ->
            sink.send(topic, records.records())
                .whenComplete((receipt, error) -> body.release())
                .thenAcceptAsync(
                    receipt -> {
                      answer(context, kind, records.size(), receipt);
                      started.stop(timer(kind));
                    },
                    answers));
  }

  private void answer(Context context, String kind, int records, Receipt receipt) {
    HttpStatus status =
        switch (receipt) {
          case STORED -> HttpStatus.ACCEPTED;
          case FULL -> HttpStatus.TOO_MANY_REQUESTS;
          case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    count(kind, status.getCode(), records);
    answer(
        context,
        status,
        receipt == Receipt.STORED
            ? Map.of("accepted", records)
            : Map.of("error", "not all records are stored: send all of them again"));
  }

  private void answer(Context context, HttpStatus status, Object value) {
    if (status == HttpStatus.TOO_MANY_REQUESTS || status == HttpStatus.SERVICE_UNAVAILABLE) {
      context.header("Retry-After", RETRY_SECONDS);
    }
    context.status(status);
    json.accept(context, value);
  }

  private void count(String kind, int status, int records) {
    registry
        .counter("plumbline.intake.records", "kind", kind, "status", String.valueOf(status))
        .increment(records);
  }

  private Timer timer(String kind) {
    return Timer.builder("plumbline.intake.latency")
        .tag("kind", kind)
        .publishPercentileHistogram()
        .minimumExpectedValue(java.time.Duration.ofMillis(1))
        .maximumExpectedValue(java.time.Duration.ofSeconds(30))
        .register(registry);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "intake-answers");
    thread.setDaemon(true);
    return thread;
  }
}
