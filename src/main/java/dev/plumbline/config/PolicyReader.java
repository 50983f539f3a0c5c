package dev.plumbline.config;

import dev.plumbline.config.retraining.RetrainingReader;
import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.config.section.YamlFile;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.policy.WindowPolicy;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.drift.DriftPolicy;
import dev.plumbline.policy.drift.ValueRange;
import dev.plumbline.policy.group.GroupPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads one model's policy. What this version does not do is refused with the allowed values, never
 * ignored: a policy that is accepted is a policy that is carried out.
 */
public final class PolicyReader {

  /** Sections that decide what is counted as whose; the rest decides what is said of it. */
  private static final Set<String> COUNTED =
      Set.of("model", "privacy", "scoring", "outcome", "groups", "windows", "evidence");

  /** Keys of those sections that say when pages come, not what is counted. */
  private static final Set<String> NOT_COUNTED = Set.of("evidence.minimumPeople");

  /** Keys that change nothing that is measured, alerted or done: only who is told, and how. */
  private static final Set<String> WITHOUT_MEANING =
      Set.of(
          "description",
          "alerts.sinks",
          "alerts.refreshEvery",
          "alerts.remindAfter",
          "alerts.runbook",
          "alerts.silences",
          "retraining.store");

  private PolicyReader() {}

  /**
   * @throws PolicyException with every problem of the file
   */
  public static Policy read(Path file) {
    return read(file, YamlFile.read(file), true);
  }

  /**
   * As {@link #read}, but for a baseline that the policy names: it is about to be written.
   *
   * @throws PolicyException with every problem of the file
   */
  public static Policy readWithoutBaseline(Path file) {
    return read(file, YamlFile.read(file), false);
  }

  static Policy read(Path file, YamlFile yaml, boolean withBaseline) {
    Function<String, Path> folder = path -> resolve(path, file);
    Policy policy;
    try (ConfigSection root = yaml.section("the policy")) {
      String model = root.requiredText("model");
      ConfigSection driftSection = root.section("drift");
      Map<String, ValueRange> ranges = FeaturesReader.read(root.section("features"));
      WindowPolicy windows = WindowsReader.read(root.section("windows"));
      DriftPolicy drift =
          DriftReader.read(
              driftSection,
              ranges,
              windows.size(),
              withBaseline ? new DriftReader.BaselineSource(model, file) : null);
      ScoringPolicy scoring = ScoringReader.read(root.section("scoring"), folder);
      GroupPolicy declared = GroupsReader.read(root.section("groups"));
      List<FairnessRule> fairness = FairnessReader.read(root.sections("fairness"), declared);
      GroupPolicy groups = declared.within(FairnessReader.given(fairness));
      policy =
          new Policy(
              model,
              root.text("description", ""),
              version(yaml, drift),
              PrivacyReader.read(root.section("privacy"), folder),
              scoring,
              outcome(root.section("outcome"), !scoring.answer().givesNumbers()),
              groups,
              windows,
              fairness,
              drift,
              EthicsReader.read(root.section("ethics"), scoring, groups),
              AlertsReader.read(root.section("alerts"), groups),
              RetrainingReader.read(root.section("retraining"), folder),
              BenefitsReader.read(root.section("benefits")),
              EvidenceReader.read(root.section("evidence"), windows));
    }
    yaml.problems().throwIfAny();
    return policy;
  }

  /**
   * A hash of what decides the counts, and one of everything that means something. Another baseline
   * gives other measures, so that it is another version too.
   */
  private static String version(YamlFile yaml, DriftPolicy drift) {
    DriftBaseline baseline = drift.baseline();
    String counted =
        yaml.meaning(
            path -> COUNTED.contains(path.split("\\.", 2)[0]) && !NOT_COUNTED.contains(path), "");
    String whole =
        yaml.meaning(
            path -> !WITHOUT_MEANING.contains(path), baseline == null ? "" : baseline.version());
    return Policy.version(counted, whole);
  }

  /**
   * What a policy file means, as the text that the second part of its version is the hash of; of a
   * policy with a baseline the baseline's version follows.
   *
   * @throws PolicyException when the file cannot be read
   */
  public static String meaning(Path file) {
    return YamlFile.read(file).meaning(path -> !WITHOUT_MEANING.contains(path));
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

  /** As given when it exists from the working directory, else beside the policy file. */
  private static Path resolve(String path, Path file) {
    Path given = Path.of(path);
    return Files.exists(given) ? given : file.toAbsolutePath().resolveSibling(path).normalize();
  }

  private static OutcomePolicy outcome(ConfigSection outcome, boolean probabilities) {
    try (outcome) {
      Set<String> favourable = new LinkedHashSet<>(outcome.words("favourable"));
      if (favourable.isEmpty()) {
        outcome.problem(
            "favourable", "outcome.favourable is missing: the labels that favour the person");
      }
      Set<String> labels = new LinkedHashSet<>(outcome.words("labels"));
      if (!labels.isEmpty() && !labels.containsAll(favourable)) {
        outcome.problem(
            "labels",
            "outcome.labels must list all labels, those of outcome.favourable among them");
        labels.addAll(favourable);
      }
      return new OutcomePolicy(favourable, labels, probabilities);
    }
  }
}
