package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.drift.DriftPolicy;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.MovingReference;
import dev.plumbline.policy.drift.ValueRange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code drift} section: reference and signals. */
final class DriftReader {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(31);

  /** Keys of references, of which one may be given. */
  private static final List<String> KINDS = List.of("first", "file", "seasonal", "rolling");

  private DriftReader() {}

  /**
   * The file of a baseline that a policy may name.
   *
   * @param model whose baseline it must hold
   * @param policy the file that names it
   */
  record BaselineSource(String model, Path policy) {

    private @Nullable DriftBaseline read(
        ConfigSection reference, List<DriftPolicy.SignalRule> rules) {
      Path file = policy.resolveSibling(reference.requiredText("file")).normalize();
      try {
        return BaselineReader.read(file, model, rules);
      } catch (PolicyException e) {
        reference.problems().include(e);
        return null;
      }
    }
  }

  /**
   * @param ranges of features, as {@link FeaturesReader} read them
   * @param window length of the windows
   * @param source null for the one who is about to write the baseline: it need not exist
   */
  static DriftPolicy read(
      ConfigSection drift,
      Map<String, ValueRange> ranges,
      Duration window,
      @Nullable BaselineSource source) {
    try (drift;
        ConfigSection reference = drift.section("reference")) {
      List<DriftPolicy.SignalRule> rules = rules(drift, ranges);
      Duration first = reference.duration("first", HOUR, Duration.ofSeconds(1));
      MovingReference moving = moving(reference, window);
      boolean named = reference.has("file");
      DriftBaseline baseline = named && source != null ? source.read(reference, rules) : null;
      Severity severity = drift.choice("severity", Severity.class, Severity.WARNING);
      return new DriftPolicy(first, baseline, moving, rules, ranges, severity);
    }
  }

  private static @Nullable MovingReference moving(ConfigSection reference, Duration window) {
    List<String> given = KINDS.stream().filter(reference::has).toList();
    if (given.size() > 1) {
      reference.problem(
          given.get(0),
          "the reference is either '%s' or '%s', not both".formatted(given.get(0), given.get(1)));
    }
    Duration season = whole(reference, "seasonal");
    Duration rolling = whole(reference, "rolling");
    if (reference.has("seasonal")) {
      if (season.compareTo(window.plus(HOUR)) < 0) {
        reference.problem(
            "seasonal",
            "a season must be an hour longer than windows.size (%s), or more".formatted(window));
      }
      return new MovingReference(MovingReference.Kind.SEASONAL, season);
    }
    return reference.has("rolling")
        ? new MovingReference(MovingReference.Kind.ROLLING, rolling)
        : null;
  }

  private static Duration whole(ConfigSection reference, String key) {
    Duration length = reference.duration(key, HOUR, HOUR);
    if (length.toMillis() % HOUR.toMillis() != 0 || length.compareTo(LONGEST) > 0) {
      reference.problem(key, "'%s' must be whole hours, 31 days at most".formatted(key));
    }
    return length;
  }

  private static List<DriftPolicy.SignalRule> rules(
      ConfigSection drift, Map<String, ValueRange> ranges) {
    List<DriftPolicy.SignalRule> rules = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (ConfigSection section : drift.sections("signals")) {
      try (section) {
        DriftPolicy.SignalRule rule = rule(section);
        if (!seen.add(rule.signal().name() + " " + rule.statistic().label())) {
          section.problem(
              "signal",
              "signal '%s' has a rule with statistic '%s' already"
                  .formatted(rule.signal().name(), rule.statistic().label()));
        }
        checkRange(section, rule.signal(), ranges);
        rules.add(rule);
      }
    }
    return rules;
  }

  private static void checkRange(
      ConfigSection section, DriftSignal signal, Map<String, ValueRange> ranges) {
    if (signal.kind() == DriftSignal.Kind.RANGE && !ranges.containsKey(signal.feature())) {
      section.problem(
          "signal",
          "signal '%s' needs features.%s: {min: NUMBER, max: NUMBER}"
              .formatted(signal.name(), signal.feature()));
    }
  }

  private static DriftPolicy.SignalRule rule(ConfigSection section) {
    DriftSignal signal = signal(section);
    DriftPolicy.Statistic statistic =
        section.choice("statistic", DriftPolicy.Statistic.class, DriftPolicy.Statistic.PSI);
    if (statistic.ordered() && !signal.kind().ordered()) {
      section.problem(
          "statistic",
          "statistic '%s' needs numbers; for signal '%s' use one of: chi_square, jensen_shannon, psi"
              .formatted(statistic.label(), signal.name()));
    }
    if (signal.kind() == DriftSignal.Kind.GROUP_SHARE && section.has("by")) {
      section.problem("by", "'by' has no meaning for group_share: it is about all groups");
    }
    return new DriftPolicy.SignalRule(
        signal,
        statistic,
        section.number("tolerance", statistic.usual(), 0, statistic.largest()),
        section.choice("by", DriftPolicy.By.class, DriftPolicy.By.BOTH));
  }

  private static DriftSignal signal(ConfigSection section) {
    String name = section.text("signal", "");
    List<String> allowed = new ArrayList<>();
    for (DriftSignal.Kind kind : DriftSignal.Kind.values()) {
      if (kind.ofFeature() && name.startsWith(kind.label())) {
        return feature(section, kind, name.substring(kind.label().length()));
      }
      if (kind.label().equals(name)) {
        return DriftSignal.of(kind);
      }
      allowed.add(kind.label() + (kind.ofFeature() ? "NAME" : ""));
    }
    if (section.has("signal")) {
      section.problems().unknown(section.valueNode("signal"), "signal", name, allowed);
    } else {
      section.problem("signal", "'signal' is missing in signals");
    }
    return DriftSignal.of(DriftSignal.Kind.SCORE);
  }

  /** The name is part of keys, where bars and slashes part it from what follows. */
  private static DriftSignal feature(ConfigSection section, DriftSignal.Kind kind, String name) {
    if (name.isBlank() || name.contains("|") || name.contains("/")) {
      section.problem("signal", "a feature's name must not be blank or contain '|' or '/'");
    }
    return new DriftSignal(kind, name);
  }
}
