package dev.plumbline.stage.measure;

import static dev.plumbline.stage.measure.MeasureFlow.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.CellCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The cells of a search, through the production topology. */
class JointCountsTest {

  private static final String POLICY =
      """
      model: credit
      scoring: {source: provided}
      outcome: {favourable: [yes]}
      groups: {attributes: {age: [old, young], sex: [f, m], town: [east, west]}%s}
      fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
      evidence: {unit: %s, collapseCopies: false}
      """;

  private final SplittableRandom random = new SplittableRandom(3);

  /** Who comes back, who is labelled twice, late, with other values or without an attribute. */
  @Test
  void shouldAddUpToTheGroupsWhenPeopleComeBackAndLabelsChange() {
    for (String unit : List.of("subject", "request")) {
      try (MeasureFlow flow = new MeasureFlow(policy(", search: {}", unit), Publication.LIVE)) {
        // When
        for (int i = 0; i < 600; i++) {
          int person = random.nextInt(150);
          Instant at = NOON.plusSeconds(random.nextInt(400));
          flow.scored(request("r" + i, at, person));
          if (i % 3 > 0) {
            flow.label("r" + i, at.plusSeconds(20), random.nextBoolean() ? "yes" : "no");
          }
          if (i % 5 == 0) {
            flow.label("r" + i, at.plusSeconds(random.nextInt(90)), "yes");
          }
        }
        flow.fallSilent();
        // Then
        List<PaneCounts> panes = flow.panes();
        assertThat(panes).hasSizeGreaterThan(5);
        for (PaneCounts pane : panes) {
          assertThat(pane.joint()).isNotNull();
          for (GroupCounts group : pane.groups()) {
            if (!group.attribute().equals(GroupCounts.ALL)) {
              assertThat(sum(pane, group)).as(unit + " " + pane.pane()).isEqualTo(group);
            }
          }
        }
      }
    }
  }

  /** Counted by hand: ten people each of three kinds, of whom some have no town. */
  @Test
  void shouldCountEveryoneByAllTheirGroups() {
    try (MeasureFlow flow = new MeasureFlow(policy(", search: {}", "subject"), Publication.LIVE)) {
      // Given
      for (int i = 0; i < 10; i++) {
        flow.scored(request("a" + i, i < 4 ? "yes" : "no", "old", "f", "east"));
        flow.scored(request("b" + i, "yes", "old", "f", "*other"));
        flow.scored(request("c" + i, "no", "young", "m", null));
      }
      flow.label("a0", NOON.plusSeconds(5), "no");
      flow.label("a9", NOON.plusSeconds(5), "no");
      // When
      flow.fallSilent();
      // Then
      List<PaneCounts> panes = flow.panes();
      assertThat(panes).hasSize(1);
      assertThat(panes.get(0).joint().attributes()).containsExactly("age", "sex", "town");
      assertThat(panes.get(0).joint().cells())
          .containsExactlyInAnyOrder(
              new CellCounts(List.of("old", "f", "east"), 10, 4, 0, 1, 1, 0, 1),
              new CellCounts(List.of("old", "f", "*other"), 10, 10, 0, 0, 0, 0, 0),
              new CellCounts(List.of("young", "m", ""), 10, 0, 0, 0, 0, 0, 0));
    }
  }

  @Test
  void shouldHaveNoCellsWhenNothingIsSearched() {
    try (MeasureFlow flow = new MeasureFlow(policy("", "subject"), Publication.LIVE)) {
      // When
      flow.scored(request("a", "yes", "old", "f", "east"));
      flow.fallSilent();
      // Then
      assertThat(flow.panes()).hasSize(1).allSatisfy(pane -> assertThat(pane.joint()).isNull());
    }
  }

  private static Policy policy(String search, String unit) {
    return AlertTestPolicies.read(POLICY.formatted(search, unit));
  }

  private ObjectNode request(String id, Instant at, int person) {
    ObjectNode request =
        MeasureFlow.inference(
            id, at, person % 2 == 0 ? "f" : "m", random.nextBoolean() ? "yes" : "no");
    ObjectNode attributes = (ObjectNode) request.path("attributes");
    attributes.put("age", List.of("old", "young", "ageless").get(person % 3));
    if (person % 7 > 0) {
      attributes.put("town", List.of("east", "west", "south").get(person % 5 % 3));
    }
    return request.put("subject", "keyed-" + person);
  }

  private static ObjectNode request(String id, String label, String age, String sex, String town) {
    ObjectNode request = MeasureFlow.inference(id, NOON, sex, label);
    ObjectNode attributes = (ObjectNode) request.path("attributes");
    attributes.put("age", age);
    if (town != null) {
      attributes.put("town", town);
    }
    return request.put("subject", "keyed-" + id);
  }

  /** Everyone of a group, from the cells. */
  private static GroupCounts sum(PaneCounts pane, GroupCounts group) {
    int column = pane.joint().attributes().indexOf(group.attribute());
    List<GroupCounts> of = new ArrayList<>();
    Map<List<String>, CellCounts> once = new TreeMap<>((a, b) -> a.toString().compareTo("" + b));
    for (CellCounts cell : pane.joint().cells()) {
      assertThat(once.put(cell.groups(), cell)).isNull();
      if (cell.groups().get(column).equals(group.group())) {
        of.add(cell.toGroup(group.attribute(), group.group()));
      }
    }
    return of.stream()
        .reduce(GroupCounts.none(group.attribute(), group.group()), GroupCounts::merge);
  }
}
