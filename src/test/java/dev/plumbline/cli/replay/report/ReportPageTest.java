package dev.plumbline.cli.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WeightedScore;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportPageTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String EVIL = "<script>alert(\"1\")</script>";

  @Test
  void shouldEscapeEveryValueAndAskForNothingElsewhere() throws IOException {
    // Given
    ModelPicture model = model();
    model.onPane(pane());
    model.onWindow(window(0, -0.3));
    model.onWindow(window(1, -0.2));
    PageContent content =
        new PageContent(
            Map.of("requests", EVIL),
            List.of(EVIL),
            List.of(List.of(EVIL, "0", "1", "2", "3", "4", "5", "6")),
            List.of(List.of(EVIL, "7")),
            List.of(List.of(EVIL, "8")),
            List.of(new PageContent.IncidentRow("12:00", "opened", EVIL, EVIL, List.of(EVIL))),
            List.of(new PageContent.AlertRow("12:00", "page open", true, EVIL, EVIL)),
            3);
    // When
    String html = ReportPage.html(content, List.of(model));
    // Then
    assertThat(html).doesNotContain("<script").contains("&lt;script&gt;alert(&quot;1&quot;)");
    assertThat(html).doesNotContain("http:", "https:", "src=", "href=", "url(", "@import");
    assertThat(html).contains("3 more are in ethics-alerts.jsonl", "beyond tolerance in 2 windows");
  }

  @Test
  void shouldDrawAGapWhereAWindowHasNoValue() {
    // Given
    ModelPicture model = model();
    model.onWindow(window(0, -0.3));
    model.onWindow(window(1, -0.2));
    model.onWindow(window(2, null));
    model.onWindow(window(3, -0.1));
    // When
    String svg = new GapChart(model.worstFirst().get(0)).svg();
    // Then: a line of two, and one mark
    assertThat(svg.split("class=\"value\"", -1)).hasSize(2);
    assertThat(svg.split("<circle", -1)).hasSize(2);
    assertThat(svg.split("class=\"limit\"", -1)).hasSize(3);
    assertThat(svg).doesNotContain("NaN", "Infinity");
    assertThat(svg).contains("3 windows, the last at -0.100");
  }

  @Test
  void shouldKeepFewPointsAndCountAllWindowsWhenTheReplayIsLong() {
    ModelPicture model = model();
    for (int i = 0; i < 10_000; i++) {
      model.onWindow(window(i, -0.3));
    }
    RuleSeries series = model.worstFirst().get(0);
    assertThat(series.points()).hasSizeBetween(RuleSeries.MOST / 2, RuleSeries.MOST);
    assertThat(series.windows(Verdict.UNFAIR)).isEqualTo(10_000);
  }

  private static ModelPicture model() {
    return new ModelPicture(PolicyReader.read(Path.of("src/main/resources/demo/employment.yaml")));
  }

  private static PaneCounts pane() {
    return new PaneCounts(
        "employment",
        new TimeSpan(NOON, NOON.plusSeconds(60)),
        List.of(new GroupCounts("sex", EVIL, 10, 4, 5, 1, 1, 2, 1)),
        Map.of(),
        List.of(),
        null,
        "v1");
  }

  private static WindowMeasures window(int minute, @Nullable Double value) {
    WeightedScore none = new WeightedScore(null, 0, Map.of(), Map.of());
    Instant end = NOON.plusSeconds(60L * minute);
    return new WindowMeasures(
        "employment",
        new TimeSpan(end.minusSeconds(300), end),
        0,
        false,
        100,
        0,
        Map.of(),
        "m1",
        "v1",
        List.of(),
        List.of(
            new FairnessMeasure(
                "demographic_parity_difference",
                "sex",
                FairnessMeasure.Comparison.REFERENCE,
                EVIL,
                "male",
                value,
                value == null ? null : value - 0.1,
                value == null ? null : value + 0.1,
                100,
                100,
                0.2,
                value == null ? Verdict.NOT_ENOUGH_EVIDENCE : Verdict.UNFAIR,
                EVIL)),
        List.of(),
        none,
        none,
        List.of(),
        Map.of());
  }
}
