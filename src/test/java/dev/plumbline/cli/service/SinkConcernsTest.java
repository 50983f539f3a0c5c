package dev.plumbline.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.delivery.SlackSink;
import dev.plumbline.webhook.SecretText;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a chat is told of alerts that are no incident's. */
class SinkConcernsTest {

  private final SinkConcerns concerns =
      new SinkConcerns(
          Policies.of(
              List.of(
                  AlertTestPolicies.read(
                      """
                      model: credit
                      scoring: {source: provided}
                      outcome: {favourable: ["yes"]}
                      groups: {attributes: [sex]}
                      fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
                      alerts: {sinks: [chat]}
                      """))),
          new SlackSink(
              "chat", SecretText.of("https://chat.example/hook"), null, Duration.ofSeconds(5)),
          InstantSource.fixed(ExampleMessages.NOON));

  @Test
  void shouldTellOfAPageInAnIncidentOnlyWhenItsWarningWasToldToo() {
    Alert page = ExampleMessages.alert("credit", "female", State.ESCALATED);
    assertThat(concerns.alert(page.in("260101-k3f9m", true))).isTrue();
    assertThat(concerns.alert(page.in("260101-k3f9m"))).isFalse();
  }

  @Test
  void shouldTellOfAWarningWhenItIsOutsideOfIncidents() {
    Alert warning = ExampleMessages.bareWarning("credit");
    assertThat(concerns.alert(warning)).isTrue();
    assertThat(concerns.alert(warning.in("260101-k3f9m"))).isFalse();
    assertThat(concerns.alert(ExampleMessages.bareWarning("desk"))).isFalse();
  }
}
