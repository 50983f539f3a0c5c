package dev.plumbline.stage.alert.delivery;

import static dev.plumbline.stage.alert.delivery.DeliveryFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.webhook.DeliveryAttempt;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SinkDeliveriesTest {

  private static final DeliveryAttempt RETRY = new DeliveryAttempt.Retry("HTTP 503", null);

  private SimpleMeterRegistry registry;
  private final List<Alert> sent = new ArrayList<>();
  private final List<Integer> messages = new ArrayList<>();
  private final Deque<DeliveryAttempt> answers = new ArrayDeque<>();
  private Instant now = NOON;
  private int atOnce = 1;
  private SinkDeliveries deliveries = deliveries(Optional.empty(), 100);

  @Test
  void shouldDeliverInOrderAndSettleWhenTheReceiverTakesAll() throws Exception {
    // Given
    offer("f", State.OPEN, 3);
    offer("x", State.OPEN, 4);
    assertThat(deliveries.firstUnsettled(DeliveryFixtures.PLACE)).hasValue(3);
    assertThat(deliveries.firstUnsettled(new TopicPlace("ethics-alerts", 1))).isEmpty();
    // When
    drain();
    // Then
    assertThat(sent).extracting(alert -> alert.rule().group()).containsExactly("f", "x");
    assertThat(deliveries.firstUnsettled(DeliveryFixtures.PLACE)).isEmpty();
    assertThat(count("delivered")).isEqualTo(2);
  }

  @Test
  void shouldSendOnlyTheNewestStateWhenThePagerWasDownForAnHour() throws Exception {
    // Given
    for (int i = 0; i < 1000; i++) {
      answers.add(RETRY);
    }
    offer("f", State.OPEN, 3);
    offer("x", State.OPEN, 4);
    offer("f", State.ESCALATED, 5);
    offer("f", State.CLEARED, 6);
    // When
    int attempts = 0;
    for (int second = 0; second < 3600; second++) {
      attempts += deliveries.attempt() ? 1 : 0;
      now = now.plusSeconds(1);
    }
    // Then
    assertThat(attempts).isBetween(50, 90);
    assertThat(deliveries.firstUnsettled(DeliveryFixtures.PLACE)).hasValue(3);
    // When
    answers.clear();
    sent.clear();
    now = now.plusSeconds(60);
    drain();
    // Then
    assertThat(sent).extracting(alert -> alert.rule().group()).containsExactlyInAnyOrder("x", "f");
    assertThat(sent).extracting(Alert::state).containsExactlyInAnyOrder(State.OPEN, State.CLEARED);
    assertThat(deliveries.firstUnsettled(DeliveryFixtures.PLACE)).isEmpty();
    assertThat(count("superseded")).isEqualTo(2);
  }

  @Test
  void shouldNotHoldOthersUpWhenOneAlertKeepsFailing() throws Exception {
    // Given
    answers.add(RETRY);
    offer("f", State.OPEN, 3);
    offer("x", State.OPEN, 4);
    // When
    deliveries.attempt();
    now = now.plusSeconds(2);
    deliveries.attempt();
    // Then
    assertThat(sent.get(1).rule().group()).isEqualTo("x");
    assertThat(deliveries.firstUnsettled(DeliveryFixtures.PLACE)).hasValue(3);
  }

  @Test
  void shouldGoOnWhenAnAlertIsRefused() throws Exception {
    // Given
    answers.add(new DeliveryAttempt.Refused("HTTP 400"));
    offer("f", State.OPEN, 3);
    offer("x", State.OPEN, 4);
    // When
    drain();
    // Then
    assertThat(sent).hasSize(2);
    assertThat(count("refused")).isEqualTo(1);
    assertThat(deliveries.firstUnsettled(DeliveryFixtures.PLACE)).isEmpty();
  }

  @Test
  void shouldWaitAsLongAsAskedButNeverOverAMinuteWhenTheReceiverSaysSo() throws Exception {
    // Given
    answers.add(new DeliveryAttempt.Retry("HTTP 429", Duration.ofSeconds(30)));
    answers.add(new DeliveryAttempt.Retry("HTTP 429", Duration.ofDays(1)));
    offer("f", State.OPEN, 3);
    // When // Then
    assertThat(deliveries.attempt()).isTrue();
    now = now.plusSeconds(29);
    assertThat(deliveries.attempt()).isFalse();
    now = now.plusSeconds(1);
    assertThat(deliveries.attempt()).isTrue();
    now = now.plusSeconds(60);
    assertThat(deliveries.attempt()).isTrue();
  }

  @Test
  void shouldRepeatOpenAlertsOnlyWhenTheSinkForgets() throws Exception {
    // Given
    deliveries = deliveries(Optional.of(Duration.ofMinutes(1)), 100);
    offer("f", State.OPEN, 3);
    offer("x", State.OPEN, 4);
    drain();
    // When
    now = now.plusSeconds(60);
    drain();
    // Then
    assertThat(sent).hasSize(4);
    // When
    offer("f", State.CLEARED, 5);
    drain();
    now = now.plusSeconds(60);
    drain();
    // Then
    assertThat(sent.subList(4, 6))
        .extracting(Alert::state)
        .containsExactly(State.CLEARED, State.OPEN);
  }

  @Test
  void shouldForgetWhatWaitsAndWhatItRepeatsWhenThePartitionGoes() throws Exception {
    // Given
    deliveries = deliveries(Optional.of(Duration.ofMinutes(1)), 100);
    offer("f", State.OPEN, 3);
    drain();
    offer("x", State.OPEN, 4);
    // When
    deliveries.forget(DeliveryFixtures.PLACE);
    now = now.plusSeconds(60);
    drain();
    // Then another process may have cleared f since
    assertThat(groups()).containsExactly("f");
    assertThat(waiting()).isZero();
  }

  @Test
  void shouldSendPagesFirstAndThenTheOldestWhenTheRateIsUsedUp() throws Exception {
    // Given
    deliveries = deliveries(Optional.empty(), 2);
    deliveries.offer(new AlertMessage(warning("w2", 2)), DeliveryFixtures.PLACE, 1);
    deliveries.offer(new AlertMessage(warning("w1", 1)), DeliveryFixtures.PLACE, 2);
    offer("p4", State.OPEN, 4);
    offer("p3", State.OPEN, 3);
    // When
    drain();
    // Then
    assertThat(groups()).containsExactly("p3", "p4");
    assertThat(waiting()).isEqualTo(2);
    // When
    now = now.plusSeconds(59);
    drain();
    assertThat(sent).hasSize(2);
    now = now.plusSeconds(1);
    drain();
    // Then
    assertThat(groups()).containsExactly("p3", "p4", "w1", "w2");
    assertThat(waiting()).isZero();
  }

  @Test
  void shouldKeepItsPlaceWhenAnAlertKeepsChanging() throws Exception {
    // Given
    offer("f", State.OPEN, 1);
    offer("x", State.OPEN, 2);
    // When
    offer("f", State.ESCALATED, 3);
    deliveries.attempt();
    // Then
    assertThat(groups()).containsExactly("f");
    assertThat(sent.get(0).state()).isEqualTo(State.ESCALATED);
  }

  @Test
  void shouldShareAMessageAndSeparateTheGoodFromTheBadWhenItIsRefused() throws Exception {
    // Given
    atOnce = 3;
    for (int i = 1; i <= 4; i++) {
      offer("g" + i, State.OPEN, i);
    }
    answers.add(new DeliveryAttempt.Refused("HTTP 400"));
    answers.add(new DeliveryAttempt.Delivered());
    answers.add(new DeliveryAttempt.Refused("HTTP 400"));
    // When
    drain();
    // Then
    assertThat(messages).containsExactly(3, 1, 1, 1, 1);
    assertThat(groups().subList(3, 7)).containsExactly("g1", "g2", "g3", "g4");
    assertThat(count("delivered")).isEqualTo(3);
    assertThat(count("refused")).isEqualTo(1);
    assertThat(deliveries.firstUnsettled(DeliveryFixtures.PLACE)).isEmpty();
  }

  private SinkDeliveries deliveries(Optional<Duration> repeatEvery, int atMost) {
    registry = new SimpleMeterRegistry();
    return new SinkDeliveries(
        new Pager(repeatEvery),
        new RateLimit(atMost, Duration.ofMinutes(1)),
        registry,
        () -> now,
        new Random(1));
  }

  private static Alert warning(String group, long second) {
    return DeliveryFixtures.alert(group, State.OPEN, Severity.WARNING, NOON.plusSeconds(second));
  }

  private List<String> groups() {
    return sent.stream().map(alert -> alert.rule().group()).toList();
  }

  private double waiting() {
    return registry.get("plumbline.alert.waiting").tag("sink", "pager").gauge().value();
  }

  private void offer(String group, State state, long offset) {
    deliveries.offer(
        new AlertMessage(DeliveryFixtures.page(group, state, NOON.plusSeconds(offset))),
        DeliveryFixtures.PLACE,
        offset);
  }

  private void drain() throws InterruptedException {
    while (deliveries.attempt()) {
      assertThat(sent).hasSizeLessThan(100);
    }
  }

  private double count(String result) {
    return registry.get("plumbline.alert.deliveries").tag("result", result).counter().count();
  }

  private final class Pager implements AlertSink {

    private final Optional<Duration> repeatEvery;

    Pager(Optional<Duration> repeatEvery) {
      this.repeatEvery = repeatEvery;
    }

    @Override
    public String name() {
      return "pager";
    }

    @Override
    public int atOnce() {
      return atOnce;
    }

    @Override
    public DeliveryAttempt deliver(List<SinkMessage> told) {
      told.forEach(each -> sent.add(((AlertMessage) each).alert()));
      messages.add(told.size());
      return answers.isEmpty() ? new DeliveryAttempt.Delivered() : answers.poll();
    }

    @Override
    public Optional<Duration> repeatEvery() {
      return repeatEvery;
    }
  }
}
