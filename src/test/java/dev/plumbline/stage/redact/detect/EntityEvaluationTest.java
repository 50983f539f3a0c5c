package dev.plumbline.stage.redact.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.stage.redact.detect.finder.Detection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every structured entity on texts of our own making ({@code src/test/oracles/pii.py}), with all
 * entities looked for at once: a value counts as found when exactly its characters are found under
 * its entity's name. Writes {@code target/entities.md}, the table of docs/privacy.md.
 */
class EntityEvaluationTest {

  private static final double LEAST_RECALL = 0.98;
  private static final double LEAST_PRECISION = 0.97;
  private static final int LEAST_TEXTS = 30;

  private final Map<String, Tally> tallies = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  private static final class Tally {
    private int positives;
    private int negatives;
    private int found;
    private int falseAlarms;

    double recall() {
      return (double) found / positives;
    }

    double precision() {
      return found == 0 ? 0 : (double) found / (found + falseAlarms);
    }

    String row(String entity) {
      return String.format(
          Locale.ROOT,
          "| %s | %d | %d | %.3f | %.3f |",
          entity,
          positives,
          negatives,
          recall(),
          precision());
    }
  }

  @Test
  void shouldFindEachEntityAndLittleElse() throws IOException {
    // Given
    PatternDetector all =
        new PatternDetector(PrivacyPolicy.ENTITIES, PatternDetector.DEFAULT_PHONE_REGIONS);

    // When
    for (String[] fields : texts()) {
      judge(fields[0], fields[1], fields[2], all.detect(fields[2]));
    }

    // Then
    write();
    assertThat(tallies.keySet()).isEqualTo(new java.util.TreeSet<>(PrivacyPolicy.ENTITIES));
    assertThat(tallies)
        .as(() -> String.join("\n", wrong))
        .allSatisfy(
            (entity, tally) -> {
              assertThat(tally.positives).isGreaterThanOrEqualTo(LEAST_TEXTS);
              assertThat(tally.negatives).isGreaterThanOrEqualTo(LEAST_TEXTS);
              assertThat(tally.recall()).isGreaterThanOrEqualTo(LEAST_RECALL);
              assertThat(tally.precision()).isGreaterThanOrEqualTo(LEAST_PRECISION);
            });
  }

  private void judge(String entity, String expected, String text, List<Detection> detections) {
    Tally tally = tallies.computeIfAbsent(entity, name -> new Tally());
    tally.positives += expected.isEmpty() ? 0 : 1;
    tally.negatives += expected.isEmpty() ? 1 : 0;
    boolean found = false;
    for (Detection detection : detections) {
      if (detection.entity().equals(entity)) {
        boolean right =
            !expected.isEmpty()
                && text.substring(detection.start(), detection.end()).equals(expected);
        found |= right;
        tally.falseAlarms += right ? 0 : 1;
        if (!right) {
          wrong.add("false " + entity + ": " + text + " " + detection);
        }
      }
    }
    tally.found += found ? 1 : 0;
    if (!found && !expected.isEmpty()) {
      wrong.add("missed " + entity + ": " + text + " " + detections);
    }
  }

  private void write() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("| entity | texts with it | texts without | recall | precision |");
    lines.add("|---|---|---|---|---|");
    tallies.forEach((entity, tally) -> lines.add(tally.row(entity)));
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target", "entities.md"), lines);
    Files.write(Path.of("target", "entities-wrong.txt"), wrong);
  }

  private static List<String[]> texts() throws IOException {
    try (InputStream in = EntityEvaluationTest.class.getResourceAsStream("entities.tsv")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return all.lines().map(line -> line.split("\t", 3)).toList();
    }
  }
}
