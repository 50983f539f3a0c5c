package dev.plumbline.stage.score.release;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which version of each model serves in this process, and which one should but was refused: in the
 * log, as metrics ({@code plumbline.model.version}, {@code plumbline.release.refused}, {@code
 * plumbline.release.unserved}) and as sentences. Safe for use by several threads.
 */
final class ServingVersions implements VersionLoader.Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(ServingVersions.class);

  private record Refusal(String version, String why) {}

  private final MeterRegistry registry;
  private final Map<String, String> serving = new TreeMap<>();
  private final Map<String, Gauge> gauges = new TreeMap<>();
  private final Map<String, Refusal> refused = new TreeMap<>();

  ServingVersions(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The version serves, though it may not be the one that was released last. */
  synchronized void serves(String model, String version) {
    String last = serving.put(model, version);
    if (version.equals(last)) {
      return;
    }
    if (last == null) {
      Gauge.builder("plumbline.release.unserved", () -> refused(model) ? 1 : 0)
          .tag("model", model)
          .description("1 while the version that was released last is refused")
          .register(registry);
    }
    Gauge before =
        gauges.put(
            model,
            Gauge.builder("plumbline.model.version", () -> 1)
                .tags("model", model, "version", version)
                .description("1 of the version that scores")
                .register(registry));
    if (before != null) {
      registry.remove(before);
    }
  }

  /** The version that was released last serves. */
  synchronized void servesReleased(String model, String version) {
    serves(model, version);
    if (refused.remove(model) != null) {
      LOG.info("the released version serves, model={}, version={}", model, version);
    }
  }

  /** The version that was released last does not serve. */
  @Override
  public synchronized void refused(String model, String version, RefusedVersionException why) {
    passedOver(model, why);
    Refusal next = new Refusal(version, String.valueOf(why.getMessage()));
    if (!next.equals(refused.put(model, next))) {
      LOG.error(
          "a released version is refused, the one before serves on, model={}, version={}, reason={}, problem={}",
          model,
          version,
          label(why),
          next.why());
    }
  }

  /** An earlier version, tried because the one that was released last was refused. */
  @Override
  public void passedOver(String model, RefusedVersionException why) {
    registry.counter("plumbline.release.refused", "model", model, "reason", label(why)).increment();
  }

  private synchronized boolean refused(String model) {
    return refused.containsKey(model);
  }

  private static String label(RefusedVersionException why) {
    return why.reason().name().toLowerCase(Locale.ROOT);
  }

  /** A sentence for each model whose released version does not serve. */
  synchronized List<String> notices() {
    return refused.entrySet().stream()
        .map(
            each ->
                "model %s: version %s was released and is refused, version %s serves on: %s"
                    .formatted(
                        each.getKey(),
                        each.getValue().version(),
                        serving.getOrDefault(each.getKey(), "none"),
                        each.getValue().why()))
        .toList();
  }
}
