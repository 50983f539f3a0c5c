package dev.plumbline.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FairnessMeasure.Comparison;
import dev.plumbline.fairness.metric.ComparedGroup;
import dev.plumbline.fairness.metric.ResidualSums;
import dev.plumbline.fairness.metric.ScoreSums;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.alert.evidence.RateContrast;
import dev.plumbline.statistics.dyadic.DyadicCounts;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/metrics.md} says what the product says about the page's example. */
class MetricsDocTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([fm]) \\| (0\\.\\d+) \\| (\\d+) \\| (\\d+) \\|$");
  private static final Pattern SECTION =
      Pattern.compile("(?s)\n### (\\w+)\n.*?\n```\n(.*?)\n```\n");

  @Test
  void shouldSayWhatTheProductSaysWhenTheExampleIsMeasured() throws IOException {
    // Given
    String page = Files.readString(Path.of("docs/metrics.md"));
    Map<String, String> told = new TreeMap<>();
    Matcher sections = SECTION.matcher(page);
    while (sections.find()) {
      told.put(sections.group(1), sections.group(2).replace("\n", " "));
    }
    // When
    Map<String, String> said = new TreeMap<>();
    measure(page).forEach(m -> said.put(m.metric(), m.sentence()));
    // Then
    assertThat(said).hasSize(FairnessMetric.values().length);
    assertThat(told).isEqualTo(said);
  }

  /** Of the page's chapters: what is a contrast of rates can page, the others only warn. */
  @Test
  void shouldListUnderRatesWhatCanPage() throws IOException {
    // Given
    String page = Files.readString(Path.of("docs/metrics.md"));
    String rates = page.substring(page.indexOf("\n## Rates\n"), page.indexOf("\n## Scores\n"));
    for (FairnessMetric metric : FairnessMetric.values()) {
      // When
      boolean pages = !RateContrast.of(new FairnessRule(metric, 0.5)).isEmpty();
      // Then
      assertThat(rates.contains("\n### " + metric.label() + "\n"))
          .as(metric.label())
          .isEqualTo(pages);
    }
  }

  private static List<FairnessMeasure> measure(String page) {
    ComparedGroup women = group(page, "f");
    ComparedGroup men = group(page, "m");
    GroupPolicy groups =
        new GroupPolicy(
            Map.of("sex", Set.of()),
            List.of(),
            Map.of("sex", "m"),
            Map.of("sex", Map.of("f", 0.6, "m", 0.4)),
            50);
    List<FairnessRule> rules =
        Arrays.stream(FairnessMetric.values())
            .map(m -> new FairnessRule(m, m.tolerance().smallIsWorse() ? 0.8 : 0.1))
            .toList();
    return new FairnessMetrics(groups, rules)
        .measure(FairnessFixtures.sides(women, men), ComparedGroup.none("*", "*")).stream()
            .filter(m -> m.comparison() == Comparison.REFERENCE && m.group().equals("f"))
            .toList();
  }

  private static ComparedGroup group(String page, String group) {
    long[] table = new long[4];
    DyadicCounts positives = DyadicCounts.NONE;
    DyadicCounts negatives = DyadicCounts.NONE;
    double sum = 0;
    double squares = 0;
    ResidualSums residuals = ResidualSums.NONE;
    Matcher rows = ROW.matcher(page);
    while (rows.find()) {
      if (rows.group(1).equals(group)) {
        double score = Double.parseDouble(rows.group(2));
        long yes = Long.parseLong(rows.group(3));
        long no = Long.parseLong(rows.group(4));
        table[score < 0.5 ? 3 : 0] += yes;
        table[score < 0.5 ? 2 : 1] += no;
        long[] cell = {ValueScale.UNIT.coordinate(score)};
        positives = positives.plus(DyadicCounts.of(0, cell, new long[] {yes}));
        negatives = negatives.plus(DyadicCounts.of(0, cell, new long[] {no}));
        sum += score * (yes + no);
        squares += score * score * (yes + no);
        long billionths = Math.round(score * 1e9);
        for (long i = 0; i < yes + no; i++) {
          residuals = residuals.plus(i < yes, billionths, 1);
        }
      }
    }
    ComparedGroup people = FairnessFixtures.group(group, table[0], table[1], table[2], table[3]);
    return new ComparedGroup(
        people.counts(),
        new ScoreSums(
            people.counts().requests(),
            Math.round(sum * 1e9),
            Math.round(squares * 1e9),
            positives,
            negatives,
            residuals));
  }
}
