package dev.plumbline.stage.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.alert.memory.ModelWatch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Six groups beside a reference, of which three fall behind, through the stage's own topology. */
class SumOfRulesTopologyTest {

  private static final int PEOPLE = 60;
  private static final List<String> OFF = List.of("a", "b", "c");
  private static final List<String> FAIR = List.of("d", "e", "f");

  private final AlertDriver driver =
      new AlertDriver(
          AlertTestPolicies.read(
              """
              model: credit
              scoring: {source: provided}
              outcome: {favourable: ["yes"]}
              groups: {attributes: {sex: [a, b, c, d, e, f, m]}, reference: {sex: m}}
              alerts: {falsePages: {atMost: 1, per: P30D}}
              fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
              """));
  private final SplittableRandom random = new SplittableRandom(12);
  private int minute;

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void shouldPageEachRuleOnceAndClearItOnceWhenThreeOfSixGroupsFallBehindForADay()
      throws IOException {
    // Given five fair hours
    minutes(300, 0.6);
    assertThat(driver.alerts()).isEmpty();
    // When
    minutes(1440, 0.4);
    // Then
    Map<String, List<Alert.State>> lives = lives(driver.alerts());
    assertThat(lives.keySet()).containsExactlyElementsOf(OFF);
    assertThat(lives.values()).allMatch(life -> life.equals(List.of(Alert.State.OPEN)));
    int open = driver.alerts().size();
    // When the gap closes
    minutes(1440, 0.6);
    // Then
    lives = lives(driver.alerts().subList(open, driver.alerts().size()));
    assertThat(lives.keySet()).containsExactlyElementsOf(OFF);
    assertThat(lives.values()).allMatch(life -> life.equals(List.of(Alert.State.CLEARED)));
    ModelWatch model = driver.<ModelWatch>store(AlertStores.MODELS).get("credit");
    assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(model), ModelWatch.class))
        .isEqualTo(model);
  }

  private static Map<String, List<Alert.State>> lives(List<Alert> said) {
    Map<String, List<Alert.State>> lives = new TreeMap<>();
    said.forEach(
        alert ->
            lives
                .computeIfAbsent(alert.rule().group(), group -> new ArrayList<>())
                .add(alert.state()));
    return lives;
  }

  private void minutes(int count, double rateOfOff) {
    for (int i = 0; i < count; i++) {
      Instant start = AlertTestWindows.NOON.plus(Duration.ofMinutes(minute++));
      List<GroupCounts> groups = new ArrayList<>();
      OFF.forEach(group -> groups.add(draw(group, rateOfOff)));
      FAIR.forEach(group -> groups.add(draw(group, 0.6)));
      groups.add(draw("m", 0.6));
      driver.pane(
          new PaneCounts(
              "credit",
              new TimeSpan(start, start.plusSeconds(60)),
              groups,
              Map.of(),
              List.of(),
              "m1",
              "v1"));
    }
  }

  private GroupCounts draw(String group, double rate) {
    long favourable = random.doubles(PEOPLE).filter(x -> x < rate).count();
    return new GroupCounts("sex", group, PEOPLE, favourable, 0, 0, 0, 0, 0);
  }
}
