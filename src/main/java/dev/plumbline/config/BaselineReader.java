package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.config.section.YamlFile;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.drift.DriftPolicy;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@code plumbline baseline} wrote; JSON is YAML, so that problems have their lines. */
final class BaselineReader {

  /**
   * Bins are {@code #LEVEL:CELL} of numbers, {@code =} and a category, or {@code ~LEVEL:CELL} of
   * categories by their hashes.
   */
  private static final String BIN = "(?s)[#~](6[0-3]|[1-5]?[0-9]):-?[0-9]{1,19}|=.*";

  /** Numbers in bins that were fixed in advance: the form of files before there were cells. */
  private static final String FIXED_BIN = "#-?[0-9]{1,9}";

  /** Signal, attribute and group. */
  private static final String KEY = "(?s)[^|]+\\|[^=]+=.+";

  private BaselineReader() {}

  /**
   * @throws PolicyException with every problem of the file
   */
  static DriftBaseline read(Path file, String model, List<DriftPolicy.SignalRule> rules) {
    YamlFile json = YamlFile.read(file);
    DriftBaseline baseline;
    try (ConfigSection root = json.section("the baseline")) {
      String owner = root.requiredText("model");
      if (!owner.equals(model)) {
        root.problem("model", "is a baseline of model '%s', not '%s'".formatted(owner, model));
      }
      Map<String, Map<String, Long>> signals = signals(root, rules);
      TimeSpan period = period(root.section("period"));
      String version = root.requiredText("policyVersion");
      long records = root.whole("records", 0, 0, Long.MAX_VALUE);
      baseline = new DriftBaseline(owner, version, period, records, signals, json.version());
    }
    json.problems().throwIfAny();
    return baseline;
  }

  private static Map<String, Map<String, Long>> signals(
      ConfigSection root, List<DriftPolicy.SignalRule> rules) {
    Map<String, Map<String, Long>> signals = new LinkedHashMap<>();
    try (ConfigSection section = root.section("signals")) {
      for (String key : section.entries()) {
        if (!key.matches(KEY)) {
          section.problem(key, "'" + key + "' must be SIGNAL|ATTRIBUTE=GROUP");
        }
        signals.put(key, bins(section.section(key)));
      }
    }
    for (DriftPolicy.SignalRule rule : rules) {
      String name = rule.signal().name();
      if (signals.keySet().stream().noneMatch(key -> key.startsWith(name + "|"))) {
        root.problem(
            "signals",
            "has no distribution of signal '%s', which the policy watches; write it again with plumbline baseline"
                .formatted(name));
      }
    }
    return signals;
  }

  private static Map<String, Long> bins(ConfigSection section) {
    Map<String, Long> bins = new LinkedHashMap<>();
    try (section) {
      for (String bin : section.entries()) {
        boolean old = bin.matches(FIXED_BIN);
        if (old && bins.keySet().stream().noneMatch(before -> before.matches(FIXED_BIN))) {
          section.problem(
              bin,
              "'%s' is a bin of an earlier version, whose bins no longer exist; write the file again with plumbline baseline"
                  .formatted(bin));
        }
        if (!old && !isBin(bin)) {
          section.problem(
              bin, "'" + bin + "' must be #LEVEL:CELL, ~LEVEL:CELL, or = and a category");
        }
        bins.put(bin, section.whole(bin, 0, 0, Long.MAX_VALUE / 1_000_000));
      }
    }
    return bins;
  }

  private static boolean isBin(String bin) {
    return bin.matches(BIN)
        && (bin.startsWith("=")
            || new BigInteger(bin.substring(bin.indexOf(':') + 1)).bitLength() < Long.SIZE);
  }

  private static TimeSpan period(ConfigSection period) {
    TimeSpan any = new TimeSpan(Instant.EPOCH, Instant.EPOCH.plusMillis(1));
    try (period) {
      Instant start = instant(period, "start");
      Instant end = instant(period, "end");
      if (start == null || end == null) {
        return any;
      }
      if (!start.isBefore(end)) {
        period.problem("end", "'end' must be after 'start'");
        return any;
      }
      return new TimeSpan(start, end);
    }
  }

  private static @Nullable Instant instant(ConfigSection period, String key) {
    String text = period.requiredText(key);
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      period.problem(
          key, "'" + key + "' must be an ISO-8601 time, for example 2026-01-31T12:00:00Z");
      return null;
    }
  }
}
