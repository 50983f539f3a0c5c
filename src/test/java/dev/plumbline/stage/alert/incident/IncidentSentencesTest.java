package dev.plumbline.stage.alert.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.incident.ExcessDecisions;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.RecordedWatch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every number in an incident's sentences is one of its fields, whatever the traffic. The sentences
 * are taken apart here, and rounded figures compared with fields rounded here.
 */
class IncidentSentencesTest {

  private static final String NUMBER = "(-?[0-9]+(?:\\.[0-9]+)?)";
  private static final String TIME = "([0-9-]{10} [0-9:]{5,8} UTC)";
  private static final Pattern TITLE =
      Pattern.compile(
          "credit: (\\S+) gets (?:un)?favourable decisions(?: where the true label is (?:not )?favourable)? "
              + NUMBER
              + " points (more|less) often than (.+) since "
              + TIME
              + ", about "
              + NUMBER
              + " excess (.+) an hour \\("
              + NUMBER
              + " to "
              + NUMBER
              + "\\)");
  private static final Pattern CLOSING =
      Pattern.compile(
          "credit: cleared after (.+), ([0-9]+) rules? (?:is|are) inside tolerance again; from "
              + TIME
              + " to "
              + TIME
              + " about "
              + NUMBER
              + " excess (.+?) of (.+) \\("
              + NUMBER
              + " to "
              + NUMBER
              + "\\)");
  private static final Pattern SO_FAR =
      Pattern.compile(
          "So far: since "
              + TIME
              + " "
              + NUMBER
              + " % of (.+) \\(([0-9]+) (.+)\\) got (.+) against "
              + NUMBER
              + " % of (.+): about "
              + NUMBER
              + " in excess \\("
              + NUMBER
              + " to "
              + NUMBER
              + "\\)\\.");
  private static final Pattern RULES = Pattern.compile("Rules: ([0-9]+) of ([0-9]+) open: .*");

  private static final Policy POLICY =
      AlertTestPolicies.read(
          """
          model: credit
          scoring: {source: provided}
          outcome: {favourable: ["yes"]}
          groups: {attributes: {sex: [f, m], race: [a, b]}, reference: {sex: m}, minimumSize: 30}
          ethics: {alertWhen: {ethicsBelow: 0, biasAbove: 1}}
          alerts: {falsePages: {atMost: 1, per: P90D}, refreshEvery: PT10M, remindAfter: PT3H}
          fairness:
            - {metric: demographic_parity_difference, tolerance: 0.1}
            - {metric: equalized_odds_difference, tolerance: 0.1}
            - {metric: false_negative_rate_difference, tolerance: 0.1}
          """);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldSayNothingButItsFields(long seed) {
    // Given a gap of some size, either way, that comes and may go
    SplittableRandom random = new SplittableRandom(seed);
    double base = 0.3 + 0.5 * random.nextDouble();
    double gap = (random.nextBoolean() ? 1 : -1) * (0.15 + 0.15 * random.nextDouble());
    int start = random.nextInt(200);
    int end = start + 200 + random.nextInt(900);
    String who = random.nextBoolean() ? "f" : "b";
    CellTraffic traffic =
        new CellTraffic(
            seed,
            10 + random.nextInt(60),
            false,
            (minute, sex, race) ->
                (sex + race).contains(who) && minute >= start && minute < end
                    ? Math.max(0.02, Math.min(0.98, base + gap))
                    : base);
    List<Incident> told = new ArrayList<>();
    RecordedWatch watch = new RecordedWatch(POLICY, told::add);
    // When
    for (int minute = 0; minute < 1440; minute++) {
      watch.onPane(traffic.pane(minute));
      watch.onWindow(traffic.window(minute));
    }
    // Then
    assertThat(told).isNotEmpty();
    told.forEach(IncidentSentencesTest::check);
  }

  private static void check(Incident incident) {
    ExcessDecisions affected = Objects.requireNonNull(incident.affected());
    List<String> lines = incident.text().lines();
    if (incident.stillOpen()) {
      Matcher title = matched(TITLE, incident.text().title());
      assertRounded(title.group(2), 100 * Math.abs(affected.rate() - affected.rateCompared()), 1);
      boolean groupBehind = affected.behind().equals(title.group(1));
      assertThat(title.group(4)).isEqualTo(groupBehind ? affected.compared() : affected.behind());
      assertTime(title.group(5), affected.from());
      assertCount(title.group(6), affected.perHour());
      assertThat(title.group(7)).isEqualTo(affected.what());
      assertCount(title.group(8), affected.perHourLow());
      assertCount(title.group(9), affected.perHourHigh());
    } else {
      Matcher closing = matched(CLOSING, incident.text().title());
      assertThat(Integer.parseInt(closing.group(2))).isEqualTo(incident.rules().size());
      assertThat(incident.rules()).allSatisfy(rule -> assertThat(rule.clearedAt()).isNotNull());
      assertTime(closing.group(3), affected.from());
      assertTime(closing.group(4), incident.status().until());
      assertCount(closing.group(5), affected.soFar());
      assertThat(closing.group(7)).isEqualTo(affected.behind());
      assertCount(closing.group(8), affected.soFarLow());
      assertCount(closing.group(9), affected.soFarHigh());
      Duration open = Duration.between(incident.status().since(), incident.status().at());
      assertThat(closing.group(1)).isEqualTo(words(open));
    }
    Matcher soFar = matched(SO_FAR, line(lines, "So far: "));
    assertTime(soFar.group(1), affected.from());
    assertRounded(soFar.group(2), 100 * affected.rate(), 1);
    assertThat(soFar.group(3)).isEqualTo(affected.behind());
    assertThat(Long.parseLong(soFar.group(4))).isEqualTo(affected.n());
    assertThat(soFar.group(5)).isEqualTo(affected.unit());
    assertThat(soFar.group(6)).isEqualTo(affected.what());
    assertRounded(soFar.group(7), 100 * affected.rateCompared(), 1);
    assertThat(soFar.group(8)).isEqualTo(affected.compared());
    assertCount(soFar.group(9), affected.soFar());
    assertCount(soFar.group(10), affected.soFarLow());
    assertCount(soFar.group(11), affected.soFarHigh());
    Matcher rules = matched(RULES, line(lines, "Rules: "));
    List<IncidentRule> open =
        incident.rules().stream().filter(each -> each.clearedAt() == null).toList();
    assertThat(rules.group(1)).isEqualTo(String.valueOf(open.size()));
    assertThat(rules.group(2)).isEqualTo(String.valueOf(incident.rules().size()));
    // the fields agree with one another
    assertThat(affected.soFar())
        .isCloseTo(affected.n() * (affected.rate() - affected.rateCompared()), Offset.offset(1e-6));
    assertThat(affected.perHour() * affected.hours())
        .isCloseTo(affected.soFar(), Offset.offset(1e-6));
    assertThat(affected.soFar()).isBetween(affected.soFarLow(), affected.soFarHigh());
    assertThat(line(lines, "Evidence that decided: ")).contains(incident.rule().metric());
    assertThat(line(lines, "Newest window: ")).isNotBlank();
  }

  private static String words(Duration open) {
    long minutes = open.toMinutes();
    if (minutes < 60) {
      return minutes + " min";
    }
    return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }

  private static String line(List<String> lines, String start) {
    List<String> found = lines.stream().filter(line -> line.startsWith(start)).toList();
    assertThat(found).as(start).hasSize(1);
    return found.get(0);
  }

  private static Matcher matched(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.matches()).as(text).isTrue();
    return matcher;
  }

  private static void assertCount(String said, double field) {
    assertRounded(said, field, Math.abs(field) < 10 ? 1 : 0);
  }

  private static void assertRounded(String said, double field, int digits) {
    assertThat(new BigDecimal(said))
        .isEqualByComparingTo(BigDecimal.valueOf(field).setScale(digits, RoundingMode.HALF_UP));
  }

  private static void assertTime(String said, Instant field) {
    assertThat(Instant.parse(said.replace(" UTC", ":00Z").replace(' ', 'T'))).isEqualTo(field);
  }
}
