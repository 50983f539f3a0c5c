package dev.plumbline.config;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.DriftBaseline;
import dev.plumbline.policy.DriftPolicy;
import dev.plumbline.policy.GroupPolicy;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.RetrainingPolicy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.policy.WindowPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Reads one model's policy. What this version does not do is refused with the allowed values, never
 * ignored: a policy that is accepted is a policy that is carried out.
 */
public final class PolicyReader {

  private static final Duration ONE_SECOND = Duration.ofSeconds(1);

  private PolicyReader() {}

  /**
   * @throws PolicyException with every problem of the file
   */
  public static Policy read(Path file) {
    return read(file, true);
  }

  /**
   * As {@link #read}, but for a baseline that the policy names: it is about to be written.
   *
   * @throws PolicyException with every problem of the file
   */
  public static Policy readWithoutBaseline(Path file) {
    return read(file, false);
  }

  private static Policy read(Path file, boolean withBaseline) {
    YamlFile yaml = YamlFile.read(file);
    Policy policy;
    try (Section root = yaml.section("the policy")) {
      String model = root.requiredText("model");
      Section driftSection = root.section("drift");
      DriftPolicy drift =
          withBaseline
              ? DriftReader.read(driftSection, model, file)
              : DriftReader.readWithoutBaseline(driftSection);
      ScoringPolicy scoring = scoring(root.section("scoring"), file);
      GroupPolicy groups = GroupsReader.read(root.section("groups"));
      policy =
          new Policy(
              model,
              root.text("description", ""),
              version(yaml, drift),
              PrivacyReader.read(root.section("privacy"), path -> resolve(path, file)),
              scoring,
              outcome(root.section("outcome")),
              groups,
              windows(root.section("windows")),
              FairnessReader.read(root.sections("fairness"), groups),
              drift,
              EthicsReader.read(root.section("ethics"), scoring, groups),
              AlertsReader.read(root.section("alerts")),
              retraining(root.section("retraining")),
              BenefitsReader.read(root.section("benefits")));
    }
    yaml.problems().throwIfAny();
    return policy;
  }

  /** Another baseline gives other measures, so that it is another version too. */
  private static String version(YamlFile yaml, DriftPolicy drift) {
    DriftBaseline baseline = drift.baseline();
    return baseline == null ? yaml.version() : yaml.version(baseline.version());
  }

  /**
   * @throws PolicyException with every problem of every file
   */
  public static Policies readAll(Collection<Path> files) {
    List<String> problems = new ArrayList<>();
    Map<String, Policy> policies = new LinkedHashMap<>();
    for (Path file : files) {
      try {
        Policy policy = read(file);
        if (policies.put(policy.model(), policy) != null) {
          problems.add(file + ":1: model '" + policy.model() + "' already has a policy");
        }
      } catch (PolicyException e) {
        problems.addAll(e.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    return Policies.of(policies.values());
  }

  private static ScoringPolicy scoring(Section scoring, Path file) {
    try (scoring) {
      ScoringPolicy.Source source =
          scoring.choice("source", ScoringPolicy.Source.class, ScoringPolicy.Source.MODEL);
      Path path = null;
      if (scoring.has("path")) {
        path = resolve(scoring.text("path", ""), file);
      } else if (source == ScoringPolicy.Source.MODEL) {
        scoring.problem("path", "scoring.path is missing: the folder of the model that scores");
      }
      String device = scoring.text("device", "auto");
      if (!device.matches("auto|cpu|gpu[0-9]*")) {
        scoring.problem("device", "'device' must be auto, cpu, gpu or gpu1, gpu2, ...");
      }
      try (Section batch = scoring.section("batch")) {
        return new ScoringPolicy(
            source,
            path,
            device,
            (int) batch.whole("size", 32, 1, 4096),
            batch.duration("linger", Duration.ofMillis(20), Duration.ZERO));
      }
    }
  }

  /** As given when it exists from the working directory, else beside the policy file. */
  private static Path resolve(String path, Path file) {
    Path given = Path.of(path);
    return Files.exists(given) ? given : file.toAbsolutePath().resolveSibling(path).normalize();
  }

  private static OutcomePolicy outcome(Section outcome) {
    try (outcome) {
      Set<String> favourable = new LinkedHashSet<>(outcome.words("favourable"));
      if (favourable.isEmpty()) {
        outcome.problem(
            "favourable", "outcome.favourable is missing: the labels that favour the person");
      }
      return new OutcomePolicy(favourable);
    }
  }

  private static WindowPolicy windows(Section windows) {
    try (windows) {
      WindowPolicy usual = WindowPolicy.DEFAULT;
      Duration size = windows.duration("size", usual.size(), ONE_SECOND);
      Duration advance =
          windows.duration("advance", windows.has("size") ? size : usual.advance(), ONE_SECOND);
      if (size.toMillis() % advance.toMillis() != 0) {
        windows.problem(
            "advance",
            "windows.advance (%s) must divide windows.size (%s)".formatted(advance, size));
      } else if (size.dividedBy(advance) > WindowPolicy.MOST_PANES) {
        windows.problem(
            "advance",
            "a window of %s has more than %d panes of %s: a longer windows.advance is needed"
                .formatted(size, WindowPolicy.MOST_PANES, advance));
      }
      return new WindowPolicy(
          size,
          advance,
          windows.duration("grace", usual.grace(), Duration.ZERO),
          windows.duration("labelHorizon", usual.labelHorizon(), ONE_SECOND),
          windows.duration("maxFuture", usual.maxFuture(), Duration.ZERO));
    }
  }

  private static RetrainingPolicy retraining(Section retraining) {
    try (retraining;
        Section promote = retraining.section("promoteWhen")) {
      Set<Alert.Severity> on = EnumSet.noneOf(Alert.Severity.class);
      for (Node item : retraining.items("on")) {
        if (item instanceof ScalarNode) {
          on.add(retraining.choice(item, Alert.Severity.class, "severity", Alert.Severity.PAGE));
        }
      }
      return new RetrainingPolicy(
          on,
          retraining.whole("minimumLabelled", 500, 1, 1_000_000_000),
          retraining.duration("cooldown", Duration.ofDays(1), Duration.ZERO),
          retraining.choice(
              "launcher", RetrainingPolicy.Launcher.class, RetrainingPolicy.Launcher.LOCAL),
          promote.number("gapReducedBy", 0.2, 0, 1),
          promote.number("accuracyDropAtMost", 0.01, 0, 1));
    }
  }
}
