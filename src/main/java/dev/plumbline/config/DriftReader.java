package dev.plumbline.config;

import dev.plumbline.policy.Baseline;
import dev.plumbline.policy.Drift;
import dev.plumbline.policy.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code drift} section: reference and signals. */
final class DriftReader {

  private DriftReader() {}

  /**
   * @param model whose baseline a file must hold
   * @param policy the file that this section is from
   */
  static Drift read(Section drift, String model, Path policy) {
    try (drift;
        Section reference = drift.section("reference")) {
      List<Drift.SignalRule> rules = rules(drift);
      Duration first = reference.duration("first", Duration.ofHours(1), Duration.ofSeconds(1));
      return new Drift(first, baseline(reference, model, policy, rules), rules);
    }
  }

  /** As {@link #read}, for the one who is about to write the baseline: it need not exist. */
  static Drift readWithoutBaseline(Section drift) {
    try (drift;
        Section reference = drift.section("reference")) {
      reference.has("file");
      return new Drift(
          reference.duration("first", Duration.ofHours(1), Duration.ofSeconds(1)), rules(drift));
    }
  }

  private static @Nullable Baseline baseline(
      Section reference, String model, Path policy, List<Drift.SignalRule> rules) {
    if (!reference.has("file")) {
      return null;
    }
    if (reference.has("first")) {
      reference.problem("first", "the reference is either 'first' or 'file', not both");
    }
    Path file = policy.resolveSibling(reference.requiredText("file")).normalize();
    try {
      return BaselineReader.read(file, model, rules);
    } catch (PolicyException e) {
      reference.problems().include(e);
      return null;
    }
  }

  private static List<Drift.SignalRule> rules(Section drift) {
    List<Drift.SignalRule> rules = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Section section : drift.sections("signals")) {
      try (section) {
        Drift.SignalRule rule = rule(section);
        if (!seen.add(rule.signal().name() + " " + rule.statistic().label())) {
          section.problem(
              "signal",
              "signal '%s' has a rule with statistic '%s' already"
                  .formatted(rule.signal().name(), rule.statistic().label()));
        }
        rules.add(rule);
      }
    }
    return rules;
  }

  private static Drift.SignalRule rule(Section section) {
    Signal signal = signal(section);
    Drift.Statistic statistic =
        section.choice("statistic", Drift.Statistic.class, Drift.Statistic.PSI);
    if (statistic.ordered() && !signal.kind().ordered()) {
      section.problem(
          "statistic",
          "statistic '%s' needs numbers; for signal '%s' use one of: chi_square, jensen_shannon, psi"
              .formatted(statistic.label(), signal.name()));
    }
    if (signal.kind() == Signal.Kind.GROUP_SHARE && section.has("by")) {
      section.problem("by", "'by' has no meaning for group_share: it is about all groups");
    }
    return new Drift.SignalRule(
        signal,
        statistic,
        section.number("tolerance", statistic.usual(), 0, statistic.largest()),
        section.choice("by", Drift.By.class, Drift.By.BOTH));
  }

  private static Signal signal(Section section) {
    String name = section.text("signal", "");
    if (name.startsWith(Signal.FEATURE)) {
      return feature(section, name.substring(Signal.FEATURE.length()));
    }
    List<String> allowed = new ArrayList<>(List.of(Signal.FEATURE + "NAME"));
    for (Signal.Kind kind : Signal.Kind.values()) {
      String label = kind.name().toLowerCase(Locale.ROOT);
      if (label.equals(name) && kind != Signal.Kind.FEATURE) {
        return Signal.of(kind);
      }
      if (kind != Signal.Kind.FEATURE) {
        allowed.add(label);
      }
    }
    if (section.has("signal")) {
      section.problems().unknown(section.valueNode("signal"), "signal", name, allowed);
    } else {
      section.problem("signal", "'signal' is missing in signals");
    }
    return Signal.of(Signal.Kind.SCORE);
  }

  /** The name is part of keys, where bars and slashes part it from what follows. */
  private static Signal feature(Section section, String name) {
    if (name.isBlank() || name.contains("|") || name.contains("/")) {
      section.problem("signal", "a feature's name must not be blank or contain '|' or '/'");
    }
    return Signal.ofFeature(name);
  }
}
