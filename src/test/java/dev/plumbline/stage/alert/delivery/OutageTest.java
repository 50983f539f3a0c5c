package dev.plumbline.stage.alert.delivery;

import static dev.plumbline.stage.alert.delivery.DeliveryFixtures.NOON;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.webhook.SecretText;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A receiver that is down for an hour of the clock while hundreds of alerts change. */
class OutageTest {

  private static final int ALERTS = 200;
  private static final int SECONDS = 3600;
  private static final State[] LIFE = {State.OPEN, State.ESCALATED, State.CLEARED, State.OPEN};

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Random random = new Random(7);
  private final List<Alert> topic = new ArrayList<>();
  private Instant now = NOON;
  private final PagerDuty pagerDuty = new PagerDuty(() -> now);
  private final Slack slack = new Slack(() -> now);

  @AfterEach
  void stop() {
    pagerDuty.close();
    slack.close();
  }

  @Test
  void shouldTellTheNewestStateOnceWithinTheRateWhenPagerDutyComesBack() throws Exception {
    // Given
    SinkDeliveries deliveries = deliveries(pagerDutySink(), 60, Duration.ofMinutes(1));
    pagerDuty.down(true);
    anHourPasses(deliveries);
    assertThat(topic).hasSizeGreaterThan(500);
    assertThat(pagerDuty.requests()).isBetween(50, 100);
    assertThat(waiting()).isEqualTo(newest().size());
    // When
    pagerDuty.down(false);
    int seconds = drain(deliveries);
    // Then
    assertThat(keysSent()).hasSize(newest().size()).allSatisfy((key, n) -> assertThat(n).isOne());
    assertThat(openIncidents()).isEqualTo(openAlerts());
    assertThat(seconds).isLessThanOrEqualTo(newest().size() / 60 * 60 + 75);
    assertThat(mostInAnyMinute(pagerDuty.events().stream().map(PagerDuty.Event::at).toList()))
        .isEqualTo(60);
    assertThat(count("delivered") + count("superseded")).isEqualTo(topic.size());
    assertThat(waiting()).isZero();
  }

  @Test
  void shouldRepeatAtMostWhatWasNotCommittedWithTheSameKeyWhenTheProcessDies() throws Exception {
    // Given
    SinkDeliveries dying = deliveries(pagerDutySink(), 60, Duration.ofMinutes(1));
    pagerDuty.down(true);
    anHourPasses(dying);
    pagerDuty.down(false);
    now = now.plusSeconds(75);
    long committed = 0;
    for (int i = 0; i < 50; i++) {
      committed = dying.firstUnsettled(DeliveryFixtures.PLACE).orElse(topic.size());
      assertThat(dying.attempt()).isTrue();
    }
    // When it dies after an answer and before the commit, another reads from there
    int told = pagerDuty.events().size();
    SinkDeliveries next = deliveries(pagerDutySink(), 60, Duration.ofMinutes(1));
    for (long offset = committed; offset < topic.size(); offset++) {
      next.offer(new AlertMessage(topic.get((int) offset)), DeliveryFixtures.PLACE, offset);
    }
    drain(next);
    // Then
    assertThat(openIncidents()).isEqualTo(openAlerts());
    assertThat(pagerDuty.incidents()).extracting(PagerDuty.Incident::key).doesNotHaveDuplicates();
    Set<String> uncommitted =
        topic.subList((int) committed, topic.size()).stream()
            .map(alert -> "plumbline/" + alert.key())
            .collect(Collectors.toSet());
    List<String> repeated = new ArrayList<>();
    keysSent().forEach((key, n) -> repeated.addAll(n > 1 ? List.of(key) : List.of()));
    assertThat(uncommitted).containsAll(repeated);
    assertThat(keysSent()).allSatisfy((key, n) -> assertThat(n).isLessThanOrEqualTo(2));
    assertThat(told).isEqualTo(50);
  }

  @Test
  void shouldPostAFewDigestsOfTheNewestStatesWhenSlackComesBack() throws Exception {
    // Given
    SinkDeliveries deliveries = deliveries(slackSink(), 1, Duration.ofSeconds(1));
    slack.down(true);
    anHourPasses(deliveries);
    // When
    slack.down(false);
    drain(deliveries);
    // Then
    assertThat(slack.posts()).hasSize((newest().size() + 19) / 20);
    assertThat(slack.throttled()).isZero();
    Set<String> told = new HashSet<>();
    slack.posts().forEach(post -> told.addAll(titles(post)));
    assertThat(told)
        .isEqualTo(newest().values().stream().map(OutageTest::title).collect(Collectors.toSet()));
  }

  private void anHourPasses(SinkDeliveries deliveries) throws InterruptedException {
    Map<Integer, Integer> states = new LinkedHashMap<>();
    for (int second = 0; second < SECONDS; second++) {
      if (second % 5 == 0) {
        int group = random.nextInt(ALERTS);
        int state = states.merge(group, 1, Integer::sum) - 1;
        Alert alert =
            DeliveryFixtures.alert("g" + group, LIFE[state % LIFE.length], Severity.PAGE, now);
        topic.add(alert);
        deliveries.offer(new AlertMessage(alert), DeliveryFixtures.PLACE, topic.size() - 1);
      }
      deliveries.attempt();
      now = now.plusSeconds(1);
    }
  }

  /**
   * @return how many seconds of the clock it took
   */
  private int drain(SinkDeliveries deliveries) throws InterruptedException {
    int seconds = 0;
    while (deliveries.firstUnsettled(DeliveryFixtures.PLACE).isPresent()) {
      if (!deliveries.attempt()) {
        now = now.plusSeconds(1);
        seconds++;
      }
      assertThat(seconds).isLessThan(SECONDS);
    }
    return seconds;
  }

  private Map<String, Alert> newest() {
    Map<String, Alert> newest = new LinkedHashMap<>();
    topic.forEach(alert -> newest.put("plumbline/" + alert.key(), alert));
    return newest;
  }

  /** Those that PagerDuty never heard of open nothing. */
  private Set<String> openAlerts() {
    Set<String> open = new TreeSet<>();
    newest().forEach((key, alert) -> open.addAll(isOpen(alert) ? List.of(key) : List.of()));
    return open;
  }

  private static boolean isOpen(Alert alert) {
    return alert.state() != State.CLEARED;
  }

  private Set<String> openIncidents() {
    return pagerDuty.incidents().stream()
        .filter(PagerDuty.Incident::open)
        .map(PagerDuty.Incident::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Map<String, Long> keysSent() {
    return pagerDuty.events().stream()
        .collect(groupingBy(event -> event.body().get("dedup_key").asText(), counting()));
  }

  private static long mostInAnyMinute(List<Instant> times) {
    return times.stream()
        .mapToLong(
            start ->
                times.stream()
                    .filter(at -> !at.isBefore(start) && at.isBefore(start.plusSeconds(60)))
                    .count())
        .max()
        .orElse(0);
  }

  private static List<String> titles(Slack.Post post) {
    List<String> titles = new ArrayList<>();
    for (var block : post.body().get("blocks")) {
      String text = block.at("/text/text").asText();
      if (!text.isEmpty()) {
        titles.add(text.substring(1, text.indexOf("*\n")));
      }
    }
    return titles;
  }

  private static String title(Alert alert) {
    String happened =
        switch (alert.state()) {
          case OPEN -> "Page opened";
          case ESCALATED -> "Page, was a warning";
          case CLEARED -> "Page cleared";
        };
    return happened + ": desk, equal_opportunity_difference, sex=" + alert.rule().group();
  }

  private SinkDeliveries deliveries(AlertSink sink, int atMost, Duration per) {
    return new SinkDeliveries(sink, new RateLimit(atMost, per), registry, () -> now, new Random(1));
  }

  private AlertSink pagerDutySink() {
    return new PagerDutySink(
        "pager", pagerDuty.url(), SecretText.of(PagerDuty.KEY), null, Duration.ofSeconds(5));
  }

  private AlertSink slackSink() {
    return new SlackSink("pager", slack.url(), null, Duration.ofSeconds(5));
  }

  private double count(String result) {
    return registry.get("plumbline.alert.deliveries").tag("result", result).counter().count();
  }

  private double waiting() {
    return registry.get("plumbline.alert.waiting").tag("sink", "pager").gauge().value();
  }
}
