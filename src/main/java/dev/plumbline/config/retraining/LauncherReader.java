package dev.plumbline.config.retraining;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.retraining.LauncherPolicy;
import dev.plumbline.policy.retraining.LauncherPolicy.Kind;
import dev.plumbline.policy.retraining.LauncherPolicy.PodResources;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code retraining.launcher}: a name, or a mapping with its options, {@code {kind: kubernetes,
 * gpus: 1}}.
 */
final class LauncherReader {

  private static final String KEY = "launcher";
  private static final Pattern MEMORY = Pattern.compile("([1-9][0-9]{0,6})(Mi|Gi)");
  private static final double LEAST_CPU = 0.1;
  private static final int MOST_CPU = 1024;
  private static final int MOST_GPUS = 64;
  private static final Duration LEAST_DEADLINE = Duration.ofSeconds(1);

  private LauncherReader() {}

  static LauncherPolicy read(ConfigSection retraining) {
    if (!retraining.isMapping(KEY)) {
      Kind kind = retraining.choice(KEY, Kind.class, Kind.LOCAL);
      return switch (kind) {
        case LOCAL -> LauncherPolicy.DEFAULT;
        case KUBERNETES ->
            new LauncherPolicy.Kubernetes(
                null, new PodResources(0, null, null), LauncherPolicy.TTL, null);
        case WEBHOOK -> new LauncherPolicy.Webhook(null);
      };
    }
    try (ConfigSection options = retraining.section(KEY)) {
      if (!options.has("kind")) {
        options.problem("kind", "'kind' is missing in launcher");
      }
      return options(options, options.choice("kind", KEY, Kind.class, Kind.LOCAL));
    }
  }

  /** Options of another kind are not asked for, so they are refused as unknown. */
  private static LauncherPolicy options(ConfigSection options, Kind kind) {
    Duration deadline =
        options.has("deadline")
            ? options.duration("deadline", Duration.ofHours(1), LEAST_DEADLINE)
            : null;
    return switch (kind) {
      case LOCAL -> {
        Long memory = memory(options);
        yield new LauncherPolicy.Local(
            memory == null ? LauncherPolicy.LOCAL_MEMORY : memory, deadline);
      }
      case KUBERNETES ->
          new LauncherPolicy.Kubernetes(
              options.has("image") ? options.requiredText("image") : null,
              new PodResources(
                  (int) options.whole("gpus", 0, 0, MOST_GPUS),
                  options.has("cpu") ? options.number("cpu", 1, LEAST_CPU, MOST_CPU) : null,
                  memory(options)),
              options.duration("ttl", LauncherPolicy.TTL, Duration.ZERO),
              deadline);
      case WEBHOOK -> new LauncherPolicy.Webhook(deadline);
    };
  }

  /** Bytes; null when the key is missing or wrong. */
  private static @Nullable Long memory(ConfigSection options) {
    if (!options.has("memory")) {
      return null;
    }
    Matcher parts = MEMORY.matcher(options.text("memory", ""));
    if (!parts.matches()) {
      options.problem(
          "memory", "'memory' must be a whole number of Mi or Gi, for example 512Mi or 4Gi");
      return null;
    }
    return Long.parseLong(parts.group(1)) << (parts.group(2).equals("Gi") ? 30 : 20);
  }
}
