package dev.plumbline.stage.alert;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.policy.Policy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Policies as a file says them: people by sex, m the reference, one false page in 90 days. */
public final class AlertTestPolicies {

  private AlertTestPolicies() {}

  /**
   * @param fairness a rule each, {@code metric: tolerance}
   */
  public static Policy of(String... fairness) {
    return ofPeopleFrom(30, fairness);
  }

  /**
   * The same, which counts otherwise.
   *
   * @param minimumSize of a group
   */
  public static Policy ofPeopleFrom(int minimumSize, String... fairness) {
    StringBuilder rules = new StringBuilder();
    for (String rule : fairness) {
      String[] parts = rule.split(": ", 2);
      rules.append("  - {metric: %s, tolerance: %s}%n".formatted(parts[0], parts[1]));
    }
    return read(
        """
        model: credit
        scoring: {source: provided}
        outcome: {favourable: ["yes"]}
        groups: {attributes: [sex], reference: {sex: m}, minimumSize: %d}
        ethics: {alertWhen: {ethicsBelow: 0, biasAbove: 1}}
        alerts: {falsePages: {atMost: 1, per: P90D}, clearAfter: 3}
        fairness:
        """
                .formatted(minimumSize)
            + rules);
  }

  public static Policy read(String yaml) {
    try {
      Path file = Files.createTempFile("policy", ".yaml");
      try {
        return PolicyReader.read(Files.writeString(file, yaml));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
