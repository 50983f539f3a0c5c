package dev.plumbline.stage.redact;

import dev.plumbline.stage.redact.text.TaggedTexts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What the entity models of a process do. Calls and their texts are counted whether the model takes
 * them or not, texts tagged only when it does: the difference is what failed, a text that is tried
 * again after its batch failed being shown twice.
 */
final class TaggingMetrics {

  private final Timer timer;
  private final DistributionSummary sizes;
  private final Counter texts;
  private final AtomicInteger waiting = new AtomicInteger();

  TaggingMetrics(MeterRegistry registry) {
    this.timer =
        Timer.builder("plumbline.tagging")
            .description("time of one call of an entity model")
            .register(registry);
    this.sizes =
        DistributionSummary.builder("plumbline.tagging.batch.size")
            .description("texts in one call of an entity model")
            .register(registry);
    this.texts =
        Counter.builder("plumbline.tagging.texts")
            .description("texts that an entity model has tagged")
            .register(registry);
    Gauge.builder("plumbline.tagging.waiting", waiting, AtomicInteger::get)
        .description("requests that wait to be shown to an entity model")
        .register(registry);
  }

  TaggedTexts record(int size, Supplier<TaggedTexts> call) {
    sizes.record(size);
    TaggedTexts tagged = Objects.requireNonNull(timer.record(call), "tagger gave nothing");
    texts.increment(size);
    return tagged;
  }

  /**
   * Requests began to wait, or, when negative, ceased to. All tasks of the process count together.
   */
  void waiting(int requests) {
    waiting.addAndGet(requests);
  }
}
