package dev.plumbline.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentNote;
import dev.plumbline.event.incident.IncidentStatus;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.delivery.SlackSink;
import dev.plumbline.webhook.SecretText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a chat is told of alerts that are no incident's. */
class SinkConcernsTest {

  private final PeoplesSilences silences = new PeoplesSilences();
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
          InstantSource.fixed(ExampleMessages.NOON),
          silences);

  @Test
  void shouldTellOfAPageInAnIncidentOnlyWhenItsWarningWasToldToo() {
    Alert page = ExampleMessages.alert("credit", "female", State.ESCALATED);
    assertThat(concerns.alert(page.in("260101-k3f9m", true))).isTrue();
    assertThat(concerns.alert(page.in("260101-k3f9m"))).isFalse();
  }

  @Test
  void shouldTellOfASilencedIncidentOnlyThatItClearedUntilTheSilenceEnds() {
    // Given
    Incident open = incident(IncidentStatus.State.OPEN);
    Incident cleared = incident(IncidentStatus.State.CLEARED);
    assertThat(concerns.incident(open)).isTrue();
    IncidentNote note = silence(open, ExampleMessages.NOON.plusSeconds(1));

    // When
    silences.accept(note, ExampleMessages.NOON);

    // Then
    assertThat(concerns.incident(open)).isFalse();
    assertThat(concerns.incident(cleared)).isTrue();

    // When somebody ends it
    silences.accept(silence(open, ExampleMessages.NOON), ExampleMessages.NOON);

    // Then
    assertThat(concerns.incident(open)).isTrue();
  }

  /** That no policy silences. */
  private static Incident incident(IncidentStatus.State state) {
    Incident i = ExampleMessages.incident("credit", state);
    IncidentStatus s = i.status();
    return new Incident(
        i.key(),
        i.id(),
        i.model(),
        i.rule(),
        new IncidentStatus(
            s.state(), s.occasion(), s.since(), s.onset(), s.at(), s.until(), s.reopened(), null),
        i.text(),
        i.affected(),
        i.rules(),
        i.changes(),
        i.omitted(),
        i.origin());
  }

  private static IncidentNote silence(Incident of, Instant until) {
    return IncidentNote.of(
        of.key(), IncidentNote.Kind.SILENCED, "Ada", ExampleMessages.NOON, "known", until, null);
  }

  @Test
  void shouldTellOfAWarningWhenItIsOutsideOfIncidents() {
    Alert warning = ExampleMessages.bareWarning("credit");
    assertThat(concerns.alert(warning)).isTrue();
    assertThat(concerns.alert(warning.in("260101-k3f9m"))).isFalse();
    assertThat(concerns.alert(ExampleMessages.bareWarning("desk"))).isFalse();
  }
}
