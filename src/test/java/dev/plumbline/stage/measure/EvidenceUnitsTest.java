package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.GroupPeople;
import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.event.pane.UnitTally;
import dev.plumbline.policy.EvidencePolicy;
import dev.plumbline.policy.EvidencePolicy.Unit;
import dev.plumbline.policy.FairnessMetric;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import dev.plumbline.statistics.sketch.DistinctSample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as one piece of evidence, through the production topology. */
class EvidenceUnitsTest {

  private static final Instant NOON = MeasureFlow.NOON;
  private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");

  @Test
  void shouldCountAPersonOnceWhenTheyAskManyTimesInADay() {
    try (MeasureFlow flow = new MeasureFlow(bySubject(), Publication.LIVE)) {
      // Given: in three minutes, the first decision favourable
      for (int i = 0; i < 9; i++) {
        flow.scored(of("anna", "a" + i, NOON.plusSeconds(20L * i), i == 0 ? "yes" : "no"));
      }
      flow.scored(of("bert", "b", NOON.plusSeconds(70), "no"));
      // When
      flow.fallSilent();
      // Then
      List<PaneCounts> panes = flow.panes();
      assertThat(panes).hasSize(3);
      assertThat(everyone(panes.get(0))).containsExactly(1L, 1L);
      assertThat(everyone(panes.get(1))).containsExactly(1L, 0L);
      assertThat(panes.get(2).groups()).isEmpty();
      assertThat(panes.get(0).labels()).isEqualTo(Map.of("yes", 1L, "no", 2L));
      assertThat(panes)
          .extracting(pane -> counted(pane).decisions())
          .containsExactly(
              new UnitTally(1, 0, 2, 0, 0),
              new UnitTally(1, 0, 3, 0, 0),
              new UnitTally(0, 0, 3, 0, 0));
      assertThat(flow.units("decision", "person")).isEqualTo(2);
      assertThat(flow.units("decision", "repeated")).isEqualTo(8);
    }
  }

  @Test
  void shouldCountAPersonAgainWhenTheNextPeriodBegins() {
    try (MeasureFlow flow = new MeasureFlow(bySubject(), Publication.LIVE)) {
      // Given: one minute before midnight to one after
      for (int i = 0; i < 12; i++) {
        flow.scored(of("anna", "a" + i, MIDNIGHT.plusSeconds(10L * i - 60), "no"));
      }
      // When
      flow.fallSilent();
      // Then
      assertThat(flow.panes())
          .extracting(pane -> counted(pane).decisions())
          .containsExactly(new UnitTally(1, 0, 5, 0, 0), new UnitTally(1, 0, 5, 0, 0));
    }
  }

  @Test
  void shouldMoveTheCountWhenAnEarlierDecisionComesWhileThePaneIsOpen() {
    try (MeasureFlow flow = new MeasureFlow(bySubject(), Publication.LIVE)) {
      // Given
      flow.scored(of("anna", "late", NOON.plusSeconds(70), "no"));
      flow.tick(1);
      // When
      flow.scored(of("anna", "early", NOON.plusSeconds(50), "yes"));
      flow.fallSilent();
      // Then
      List<PaneCounts> panes = flow.panes();
      assertThat(everyone(panes.get(0))).containsExactly(1L, 1L);
      assertThat(panes.get(1).groups()).isEmpty();
      assertThat(people(panes.get(0), "anna").estimate()).isEqualTo(1);
      assertThat(panes.get(1).people()).isEmpty();
    }
  }

  @Test
  void shouldCountOnceAndInTheFirstOpenPaneWhenADecisionIsLate() {
    try (MeasureFlow flow = new MeasureFlow(bySubject(), Publication.LIVE)) {
      // Given: the panes up to the fourth minute have closed
      flow.scored(of("bert", "b", NOON.plusSeconds(300), "yes"));
      flow.tick(1);
      flow.scored(of("clara", "c", NOON.plusSeconds(30), "no"));
      // When
      flow.scored(of("clara", "d", NOON.plusSeconds(20), "yes"));
      flow.fallSilent();
      // Then
      List<PaneCounts> panes = flow.panes();
      assertThat(panes.stream().mapToLong(pane -> everyone(pane).get(0)).sum()).isEqualTo(2);
      assertThat(panes.stream().mapToLong(pane -> counted(pane).decisions().repeated()).sum())
          .isEqualTo(1);
    }
  }

  @Test
  void shouldCountRequestsWithoutASubjectAndCopiesOfThemOnce() {
    try (MeasureFlow flow = new MeasureFlow(bySubject(), Publication.LIVE)) {
      // Given: three copies, one of them with another label, one in the next minute; and no text
      flow.scored(text("a", NOON, "may I have a loan", "no"));
      flow.scored(text("b", NOON.plusSeconds(1), "may I have a loan", "no"));
      flow.scored(text("c", NOON.plusSeconds(2), "may I have a loan", "yes"));
      flow.scored(text("d", NOON.plusSeconds(3), "may we have a loan", "no"));
      flow.scored(text("e", NOON.plusSeconds(61), "may I have a loan", "no"));
      flow.scored(MeasureFlow.inference("f", NOON, "f", "no"));
      flow.scored(MeasureFlow.inference("g", NOON, "f", "no"));
      flow.scored(of("anna", "h", NOON, "no"));
      // When
      flow.fallSilent();
      // Then
      List<PaneCounts> panes = flow.panes();
      assertThat(counted(panes.get(0)).decisions()).isEqualTo(new UnitTally(1, 5, 0, 1, 0));
      assertThat(counted(panes.get(1)).decisions()).isEqualTo(new UnitTally(0, 1, 0, 0, 0));
      assertThat(everyone(panes.get(0))).containsExactly(6L, 1L);
    }
  }

  @Test
  void shouldSumScoresOfUnitsWhenARuleComparesTheirMeans() {
    Policy policy =
        MeasureFlow.policy()
            .with(List.of(new FairnessRule(FairnessMetric.MEAN_SCORE_DIFFERENCE, 0.1)));
    try (MeasureFlow flow = new MeasureFlow(policy, Publication.LIVE)) {
      // Given: a favourable outcome is as likely as 0.7, or 0.3 where the label is no
      for (int i = 0; i < 5; i++) {
        flow.scored(of("anna", "a" + i, NOON.plusSeconds(i), i == 0 ? "yes" : "no"));
      }
      flow.scored(MeasureFlow.inference("b", NOON, "anna", "no"));
      flow.scored(MeasureFlow.inference("c", NOON, "m", "no"));
      // When
      flow.fallSilent();
      // Then
      assertThat(flow.panes().get(0).scores())
          .contains(
              new GroupScoreSums("sex", "anna", 2, 1_000_000_000L, 580_000_000L),
              new GroupScoreSums("sex", "m", 1, 300_000_000L, 90_000_000L));
    }
  }

  /** A "yes" says 0.7, so a label of yes leaves 0.3, one of no -0.7; "no" at 0.7 says 0.3. */
  @Test
  void shouldSumLabelsLessScoresOfUnitsWhenARuleComparesThem() {
    Policy policy =
        bySubject()
            .with(
                List.of(new FairnessRule(FairnessMetric.CALIBRATION_IN_THE_LARGE_DIFFERENCE, 0.1)));
    try (MeasureFlow flow = new MeasureFlow(policy, Publication.LIVE)) {
      // Given: two labels of one person, of which the earlier comes later, and is then preceded
      flow.scored(of("anna", "a", NOON, "yes"));
      flow.scored(of("anna", "a2", NOON, "no"));
      flow.scored(MeasureFlow.inference("b", NOON, "m", "yes"));
      flow.label("a2", NOON.plusSeconds(50), "yes");
      flow.label("a", NOON.plusSeconds(40), "yes");
      flow.label("a", NOON.plusSeconds(30), "no");
      // and of one request without a person, whose first label comes second
      flow.label("b", NOON.plusSeconds(20), "yes");
      flow.label("b", NOON.plusSeconds(10), "no");
      // When
      flow.fallSilent();
      // Then
      PaneCounts pane = flow.panes().get(0);
      assertThat(pane.scores()).isEmpty();
      assertThat(pane.residuals())
          .extracting(sums -> List.of(sums.group(), sums.n(), sums.sum(), sums.squares()))
          .containsExactly(
              List.of("*", 2L, -1_400_000_000L, 980_000_000L),
              List.of("anna", 1L, -700_000_000L, 490_000_000L),
              List.of("m", 1L, -700_000_000L, 490_000_000L));
    }
  }

  @Test
  void shouldCountEachRequestWhenThePolicySaysSo() {
    EvidencePolicy plain = new EvidencePolicy(Unit.REQUEST, Duration.ofDays(1), false, 20);
    EvidencePolicy collapsed = new EvidencePolicy(Unit.REQUEST, Duration.ofDays(1), true, 20);
    for (EvidencePolicy evidence : List.of(plain, collapsed)) {
      try (MeasureFlow flow =
          new MeasureFlow(MeasureFlow.policy().with(evidence), Publication.LIVE)) {
        // Given: the same text three times by one person
        for (int i = 0; i < 3; i++) {
          ObjectNode request = text("a" + i, NOON, "may I have a loan", "no");
          flow.scored(request.put("subject", "anna"));
        }
        flow.scored(of("anna", "b", NOON, "no"));
        // When
        flow.fallSilent();
        // Then
        PaneCounts pane = flow.panes().get(0);
        long copies = evidence.collapseCopies() ? 2 : 0;
        assertThat(counted(pane))
            .isEqualTo(
                new EvidenceUnits(
                    "request", new UnitTally(0, 4 - copies, 0, copies, 0), UnitTally.NONE));
        assertThat(everyone(pane).get(0)).isEqualTo(4 - copies);
        assertThat(pane.people()).isEmpty();
      }
    }
  }

  @Test
  void shouldCountAPersonsFirstLabelWhenSeveralCome() {
    try (MeasureFlow flow = new MeasureFlow(bySubject(), Publication.LIVE)) {
      // Given: two requests, both labelled; the earlier label comes second and was corrected
      flow.scored(of("anna", "a", NOON, "yes"));
      flow.scored(of("anna", "b", NOON.plusSeconds(1), "no"));
      flow.label("b", NOON.plusSeconds(50), "yes");
      flow.label("a", NOON.plusSeconds(40), "yes");
      flow.label("a", NOON.plusSeconds(45), "no");
      // When
      flow.fallSilent();
      // Then: a true positive
      PaneCounts pane = flow.panes().get(0);
      GroupCounts all = pane.groups().get(0);
      assertThat(all.labelled()).isEqualTo(1);
      assertThat(all.truePositives()).isEqualTo(1);
      assertThat(counted(pane).labels()).isEqualTo(new UnitTally(1, 0, 1, 0, 0));
    }
  }

  @Test
  void shouldTakeALabelBackWhenAnEarlierOneOfTheSameRequestComes() {
    try (MeasureFlow flow = new MeasureFlow(bySubject(), Publication.LIVE)) {
      // Given
      flow.scored(of("anna", "a", MIDNIGHT.minusSeconds(60), "yes"));
      flow.label("a", MIDNIGHT.plusSeconds(5), "no");
      flow.tick(1);
      // When: of the day before
      flow.label("a", MIDNIGHT.minusSeconds(5), "yes");
      flow.fallSilent();
      // Then
      List<PaneCounts> panes = flow.panes();
      assertThat(panes.get(0).groups().get(0).truePositives()).isEqualTo(1);
      assertThat(panes.stream().mapToLong(pane -> counted(pane).labels().people()).sum())
          .isEqualTo(1);
      assertThat(panes.stream().mapToLong(pane -> counted(pane).labels().repeated()).sum())
          .isZero();
    }
  }

  /** Two days of decisions of people who come back, and their labels; an oracle of its own. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void shouldChooseTheSameUnitsWhateverTheOrderWithinGrace(long seed) {
    // Given
    List<Event> events = events();
    Map<Instant, Set<String>> expected = firsts(events, false);
    Map<Instant, Set<String>> expectedLabels = firsts(events, true);
    Random random = new Random(seed);
    List<Event> arrived = arrival(events, random);
    try (MeasureFlow flow = new MeasureFlow(bySubject(), Publication.LIVE)) {
      // When
      for (Event event : arrived) {
        if (event.label()) {
          flow.label(event.id(), event.at(), "yes");
        } else {
          flow.scored(of(event.person(), event.id(), event.at(), event.decision()));
        }
        if (random.nextInt(20) == 0) {
          flow.tick(1);
        }
      }
      flow.fallSilent();
      // Then
      List<PaneCounts> panes = flow.panes();
      Map<Instant, Set<String>> decided = new HashMap<>();
      Map<Instant, Set<String>> labelled = new HashMap<>();
      for (PaneCounts pane : panes) {
        for (GroupCounts group : pane.groups()) {
          if (group.attribute().equals("sex")) { // each person is a group of their own
            note(decided, pane, group, group.requests(), group.favourable());
            note(labelled, pane, group, group.labelled(), group.truePositives());
          }
        }
      }
      assertThat(decided).isEqualTo(expected);
      assertThat(labelled).isEqualTo(expectedLabels);
    }
  }

  private record Event(String person, String id, Instant at, String decision, boolean label) {}

  private static void note(
      Map<Instant, Set<String>> by, PaneCounts pane, GroupCounts group, long units, long good) {
    if (units > 0) {
      by.computeIfAbsent(pane.pane().start(), start -> new HashSet<>())
          .add(group.group() + " " + units + " " + good);
    }
  }

  private static List<Event> events() {
    Random random = new Random(7);
    List<Event> events = new ArrayList<>();
    Instant from = MIDNIGHT.minusSeconds(1_200);
    for (int i = 0; i < 1_500; i++) {
      String person = "p" + random.nextInt(40);
      Instant at = from.plusMillis(random.nextInt(2_400_000) / 1_000 * 1_000L); // with ties
      events.add(new Event(person, "r" + i, at, random.nextBoolean() ? "yes" : "no", false));
      if (random.nextInt(3) == 0) {
        Instant labelled = at.plusSeconds(1 + random.nextInt(10));
        events.add(new Event(person, "r" + i, labelled, "yes", true));
      }
    }
    return events;
  }

  /** Shuffled by less than the grace of thirty seconds; no label leaves its request behind. */
  private static List<Event> arrival(List<Event> events, Random random) {
    List<Map.Entry<Long, Event>> arrivals = new ArrayList<>();
    for (Event event : events) {
      arrivals.add(Map.entry(event.at().toEpochMilli() + random.nextInt(25_000), event));
    }
    Collections.shuffle(arrivals, random);
    arrivals.sort(Map.Entry.comparingByKey());
    return arrivals.stream().map(Map.Entry::getValue).toList();
  }

  /** For each pane the persons whose first decision or label of the day is in it. */
  private static Map<Instant, Set<String>> firsts(List<Event> events, boolean labels) {
    Map<String, Event> decisions = new HashMap<>();
    events.stream().filter(e -> !e.label()).forEach(e -> decisions.put(e.id(), e));
    Map<String, Event> first = new HashMap<>();
    for (Event event : events) {
      if (event.label() == labels) {
        String day = event.person() + event.at().isBefore(MIDNIGHT);
        first.merge(day, event, (a, b) -> isBefore(b, a) ? b : a);
      }
    }
    Map<Instant, Set<String>> byPane = new HashMap<>();
    for (Event event : first.values()) {
      long minute = Math.floorDiv(event.at().getEpochSecond(), 60) * 60;
      String decision = event.label() ? decisions.get(event.id()).decision() : event.decision();
      byPane
          .computeIfAbsent(Instant.ofEpochSecond(minute), m -> new HashSet<>())
          .add(event.person() + " 1 " + (decision.equals("yes") ? 1 : 0));
    }
    return byPane;
  }

  private static boolean isBefore(Event a, Event b) {
    int order = a.at().compareTo(b.at());
    return order < 0 || (order == 0 && a.id().hashCode() < b.id().hashCode());
  }

  private static Policy bySubject() {
    return MeasureFlow.policy();
  }

  /** A decision about a person, who is a group of their own. */
  private static ObjectNode of(String person, String id, Instant at, String label) {
    return MeasureFlow.inference(id, at, person, label).put("subject", "keyed-" + person);
  }

  private static ObjectNode text(String id, Instant at, String text, String label) {
    return MeasureFlow.inference(id, at, "f", label).put("text", text);
  }

  private static EvidenceUnits counted(PaneCounts pane) {
    EvidenceUnits counted = pane.counted();
    assertThat(counted).isNotNull();
    return counted;
  }

  /** Units and favourable ones of everyone. */
  private static List<Long> everyone(PaneCounts pane) {
    return pane.groups().stream()
        .filter(group -> group.attribute().equals(GroupCounts.ALL))
        .findFirst()
        .map(group -> List.of(group.requests(), group.favourable()))
        .orElse(List.of(0L, 0L));
  }

  private static DistinctSample people(PaneCounts pane, String group) {
    return pane.people().stream()
        .filter(each -> each.group().equals(group))
        .map(GroupPeople::decided)
        .map(DistinctSample::parse)
        .findFirst()
        .orElse(DistinctSample.NONE);
  }
}
