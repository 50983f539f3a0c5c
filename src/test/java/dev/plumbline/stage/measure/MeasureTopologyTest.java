package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.BenefitsPolicy;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MeasureTopologyTest {

  private static final Instant NOON = MeasureFlow.NOON;

  @Test
  void shouldCountOnceWhenARequestComesTwice() {
    try (MeasureFlow flow = new MeasureFlow(Publication.LIVE)) {
      // Given
      flow.scored("a", NOON, "f", "yes");
      flow.scored("a", NOON, "f", "yes");
      flow.scored("b", NOON, "m", "no");
      // When
      flow.fallSilent();
      // Then
      WindowMeasures window = flow.windows().get(0);
      assertThat(window.requests()).isEqualTo(2);
      assertThat(flow.count("plumbline.duplicates")).isEqualTo(1);
      assertThat(flow.records("in")).isEqualTo(3);
      assertThat(flow.records("out")).isEqualTo(2);
    }
  }

  @Test
  void shouldReviseTheWindowWhenALabelComesLate() {
    try (MeasureFlow flow = new MeasureFlow(Publication.LIVE)) {
      // Given
      flow.scored("a", NOON, "f", "yes");
      flow.fallSilent();
      WindowMeasures first = flow.windows().get(0);
      // When
      flow.label("a", NOON.plusSeconds(600), "yes");
      flow.fallSilent();
      // Then
      assertThat(first.revision()).isZero();
      assertThat(first.labelled()).isZero();
      WindowMeasures revised = flow.windows().get(0);
      assertThat(revised.window()).isEqualTo(first.window());
      assertThat(revised.revision()).isEqualTo(1);
      assertThat(revised.labelled()).isEqualTo(1);
      assertThat(everyone(revised.groups()).truePositives()).isEqualTo(1);
    }
  }

  @Test
  void shouldMatchWhenTheLabelComesBeforeThePrediction() {
    try (MeasureFlow flow = new MeasureFlow(Publication.LIVE)) {
      // Given
      flow.label("a", NOON.plusSeconds(5), "no");
      flow.scored("a", NOON, "f", "yes");
      // When
      flow.fallSilent();
      // Then
      assertThat(everyone(flow.windows().get(0).groups()).falsePositives()).isEqualTo(1);
    }
  }

  @Test
  void shouldIgnoreALabelWhenItComesBeyondTheHorizon() {
    try (MeasureFlow flow = new MeasureFlow(Publication.LIVE)) {
      // Given
      flow.scored("a", NOON, "f", "yes");
      // When
      flow.label("a", NOON.plus(Duration.ofDays(15)), "yes");
      flow.fallSilent();
      // Then
      assertThat(flow.windows()).allMatch(window -> window.labelled() == 0);
    }
  }

  @Test
  void shouldPutEachEventIntoExactlyOnePaneWhenSomeAreLate() {
    try (MeasureFlow flow = new MeasureFlow(Publication.LIVE)) {
      // Given
      for (int i = 0; i < 40; i++) {
        flow.scored("r" + i, NOON.plusSeconds(7L * i), i % 2 == 0 ? "f" : "m", "yes");
        flow.label("r" + i, NOON.plusSeconds(7L * i + 30), "yes");
      }
      flow.fallSilent();
      // When
      flow.scored("late", NOON, "f", "no");
      flow.fallSilent();
      // Then
      List<PaneCounts> panes = flow.panes();
      assertThat(panes).extracting(PaneCounts::pane).isSorted().doesNotHaveDuplicates();
      assertThat(panes.stream().mapToLong(p -> everyone(p.groups()).requests()).sum())
          .isEqualTo(41);
      assertThat(panes.stream().mapToLong(p -> everyone(p.groups()).labelled()).sum())
          .isEqualTo(40);
    }
  }

  /** Each pane's sums of the favourable probability: 0.7 of a "yes", 0.3 of a "no" at 0.7. */
  @Test
  void shouldPublishSumsOfScoresWhenARuleComparesTheirMeans() {
    for (boolean asked : new boolean[] {true, false}) {
      // Given
      FairnessMetric metric =
          asked
              ? FairnessMetric.MEAN_SCORE_DIFFERENCE
              : FairnessMetric.DEMOGRAPHIC_PARITY_DIFFERENCE;
      Policy policy =
          MeasureFixtures.policy(
              "credit",
              new GroupPolicy(Map.of("sex", Set.of()), List.of(), Map.of(), 1),
              List.of(new FairnessRule(metric, 0.1)),
              PolicyFixtures.drift(),
              new EthicsPolicy(Map.of(), Map.of(), 0, 1),
              BenefitsPolicy.NONE);
      try (MeasureFlow flow = new MeasureFlow(policy, Publication.LIVE)) {
        for (int i = 0; i < 40; i++) {
          flow.scored(
              "r" + i, NOON.plusSeconds(7L * i), i % 2 == 0 ? "f" : "m", i % 4 == 0 ? "no" : "yes");
          flow.label("r" + i, NOON.plusSeconds(7L * i + 30), "yes");
        }
        // When
        flow.fallSilent();
        // Then
        GroupScoreSums f = new GroupScoreSums("sex", "f", 0, 0, 0);
        for (PaneCounts pane : flow.panes()) {
          assertThat(pane.scores().stream().map(GroupScoreSums::group).distinct())
              .hasSameSizeAs(pane.scores());
          for (GroupScoreSums each : pane.scores()) {
            f = each.group().equals("f") ? f.merge(each) : f;
          }
        }
        // ten of each
        assertThat(f)
            .isEqualTo(
                asked
                    ? new GroupScoreSums("sex", "f", 20, 10_000_000_000L, 5_800_000_000L)
                    : new GroupScoreSums("sex", "f", 0, 0, 0));
      }
    }
  }

  @Test
  void shouldNotCloseAWindowWhenEventTimeHasNotPassedIt() {
    try (MeasureFlow flow = new MeasureFlow(Publication.LIVE)) {
      // Given
      flow.scored("a", NOON, "f", "yes");
      flow.label("a", NOON.plusSeconds(1), "yes");
      // When
      flow.tick(2);
      // Then
      assertThat(flow.windows()).isEmpty();
    }
  }

  @Test
  void shouldGiveTheSameBytesWhenTheInputIsShuffled() {
    // Given
    List<String> expected = replay(new Random(1));
    // When
    List<String> shuffled = replay(new Random(2));
    // Then
    assertThat(expected).hasSizeGreaterThan(10);
    assertThat(shuffled).isEqualTo(expected);
  }

  @Test
  void shouldGiveTheSameBytesWhenKindsFloodInAnyOrderAndBatches() {
    // Given
    List<String> expected = flood(new Random(1));
    // When
    List<String> shuffled = flood(new Random(2));
    // Then
    assertThat(expected).anyMatch(line -> line.contains("\"group\":\"*other\""));
    assertThat(shuffled).isEqualTo(expected);
  }

  @Test
  void shouldDeadLetterWithoutQuotingWhenARecordIsBad() {
    try (MeasureFlow flow = new MeasureFlow(Publication.LIVE)) {
      // When
      flow.requests.pipeInput("k", "not json: Jane Roe".getBytes(StandardCharsets.UTF_8));
      flow.requests.pipeInput(
          "k",
          MeasureFlow.bytes(MeasureFlow.inference("x", NOON, "f", "yes").put("model", "Jane Roe")));
      ObjectNode unscored = MeasureFlow.inference("y", NOON, "f", "yes");
      unscored.remove("prediction");
      flow.requests.pipeInput("k", MeasureFlow.bytes(unscored));
      flow.label("z", NOON.plus(Duration.ofDays(2)), "Jane Roe");
      // Then
      assertThat(flow.letters())
          .extracting(letter -> letter.cause().errorClass())
          .containsExactly(
              "not_json", "unknown_model", "prediction_missing", "timestamp_in_future");
      assertThat(flow.rawLetters).noneMatch(letter -> letter.contains("Jane Roe"));
      assertThat(flow.records("in")).isEqualTo(flow.records("dead_lettered")).isEqualTo(3);
    }
  }

  @Test
  void shouldHaveTheTopologyThatWasReviewed() throws IOException {
    // When
    String described =
        MeasureFlow.topology(new SimpleMeterRegistry(), Publication.LIVE).describe().toString();
    // Then
    assertThat(described)
        .isEqualToNormalizingNewlines(
            Files.readString(Path.of("src/test/resources/topologies/measure.txt")));
  }

  /** However long the machine is busy elsewhere: a pause is no end. */
  @Test
  void shouldPublishOnceAfterTheEndWhenAReplaysInputPauses() {
    try (MeasureFlow flow = new MeasureFlow(Publication.AT_END)) {
      // Given
      flow.scored("r1", NOON, "f", "yes");
      flow.tick(100);
      assertThat(flow.rawOutputs()).isEmpty();
      // When
      flow.scored("r2", NOON.plusSeconds(30), "m", "no");
      flow.label("r1", NOON.plusSeconds(40), "no");
      flow.endInput();
      // Then
      assertThat(flow.completed()).isEqualTo(1);
      assertThat(flow.windows())
          .hasSize(5)
          .allSatisfy(window -> assertThat(window.requests()).isEqualTo(2))
          .allSatisfy(window -> assertThat(window.labelled()).isEqualTo(1))
          .allSatisfy(window -> assertThat(window.revision()).isZero());
    }
  }

  @Test
  void shouldPublishInOrderOfTimeWhenABacklogOfDaysComesAtOnce() {
    try (MeasureFlow flow = new MeasureFlow(Publication.LIVE)) {
      // Given
      int panes = 600;
      for (int i = 0; i < panes; i++) {
        flow.scored("r" + i, NOON.minusSeconds(60L * (panes - i)), i % 2 == 0 ? "f" : "m", "yes");
      }
      List<Instant> windows = new ArrayList<>();
      int told = 0;
      // When
      for (int tick = 0; tick < 20; tick++) {
        flow.tick(1);
        List<PaneCounts> closed = flow.panes();
        List<WindowMeasures> published = flow.windows();
        told += closed.size();
        published.forEach(window -> windows.add(window.window().end()));
      }
      // Then
      assertThat(told).isEqualTo(panes);
      assertThat(windows).isSorted().doesNotHaveDuplicates().hasSize(panes + 4);
    }
  }

  private static List<String> replay(Random random) {
    try (MeasureFlow flow = new MeasureFlow(Publication.AT_END)) {
      List<Runnable> events = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String id = "r" + i;
        Instant at = NOON.plusSeconds(3L * i);
        String sex = i % 3 == 0 ? "f" : "m";
        String label = i % 2 == 0 ? "yes" : "no";
        String truth = i % 5 == 0 ? "yes" : "no";
        events.add(() -> flow.scored(id, at, sex, label));
        events.add(() -> flow.label(id, at.plusSeconds(40), truth));
      }
      Collections.shuffle(events, random);
      events.forEach(Runnable::run);
      flow.endInput();
      return flow.rawOutputs();
    }
  }

  /** 400 kinds in one window, sent on in batches that the random numbers cut. */
  private static List<String> flood(Random random) {
    try (MeasureFlow flow = new MeasureFlow(Publication.AT_END)) {
      List<Runnable> events = new ArrayList<>();
      for (int i = 0; i < 800; i++) {
        String id = "r" + i;
        String sex = "kind" + i * i % 401;
        events.add(() -> flow.scored(id, NOON, sex, id.endsWith("1") ? "yes" : "no"));
      }
      Collections.shuffle(events, random);
      for (Runnable event : events) {
        event.run();
        if (random.nextInt(30) == 0) {
          flow.tick(1);
        }
      }
      flow.endInput();
      return flow.rawOutputs();
    }
  }

  private static GroupCounts everyone(List<GroupCounts> groups) {
    return groups.stream()
        .filter(group -> group.attribute().equals(GroupCounts.ALL))
        .findFirst()
        .orElse(GroupCounts.none(GroupCounts.ALL, GroupCounts.ALL));
  }
}
