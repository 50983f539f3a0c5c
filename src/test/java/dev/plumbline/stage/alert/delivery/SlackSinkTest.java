package dev.plumbline.stage.alert.delivery;

import static dev.plumbline.stage.alert.delivery.DeliveryFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.SecretText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlackSinkTest {

  private static final DeliveryAttempt DELIVERED = new DeliveryAttempt.Delivered();

  private Instant now = NOON;
  private final Slack slack = new Slack(() -> now);
  private final SlackSink sink =
      new SlackSink("chat", slack.url(), "http://grafana/d/1?a=1&b=2", Duration.ofSeconds(5));

  @AfterEach
  void stop() {
    slack.close();
  }

  @Test
  void shouldPostEveryStateOnItsOwnWhenAnAlertOpensAndClears() throws Exception {
    // When
    assertThat(deliver(DeliveryFixtures.page("f", State.OPEN, NOON))).isEqualTo(DELIVERED);
    now = now.plusSeconds(1);
    assertThat(deliver(DeliveryFixtures.page("f", State.CLEARED, NOON))).isEqualTo(DELIVERED);
    // Then
    JsonNode opened = slack.posts().get(0).body();
    assertThat(opened.get("text").asText())
        .isEqualTo("Page opened: desk, equal_opportunity_difference, sex=f. a gap of 0.3");
    assertThat(opened.at("/blocks/0/text/text").asText())
        .isEqualTo("*Page opened: desk, equal_opportunity_difference, sex=f*\na gap of 0.3");
    assertThat(opened.at("/blocks/1/elements/0/text").asText())
        .startsWith(
            "<http://grafana/d/1?a=1&amp;b=2|Dashboard>, since 2026-01-01T12:00:00Z, policy v1, version m1, requests r-1 r-2, state ");
    assertThat(slack.posts().get(1).body().get("text").asText()).startsWith("Page cleared: desk");
  }

  @Test
  void shouldEscapeWhatSlackReadsAsMarkupWhenNamesHoldIt() throws Exception {
    // When
    assertThat(deliver(DeliveryFixtures.saying("<!channel>&", "5 < 6 & 7 > 6 <@U1>", State.OPEN)))
        .isEqualTo(DELIVERED);
    // Then
    assertThat(slack.posts().get(0).body().at("/blocks/0/text/text").asText())
        .contains("sex=&lt;!channel&gt;&amp;*")
        .endsWith("\n5 &lt; 6 &amp; 7 &gt; 6 &lt;@U1&gt;");
  }

  @Test
  void shouldStayWithinTheContractWhenTextsAreLongAndMany() throws Exception {
    // Given
    List<Alert> alerts =
        IntStream.range(0, sink.atOnce())
            .mapToObj(
                i -> DeliveryFixtures.saying(i + "<g>".repeat(400), "😀&".repeat(4000), State.OPEN))
            .toList();
    // When
    assertThat(sink.deliver(DeliveryFixtures.messages(alerts.toArray(Alert[]::new))))
        .isEqualTo(DELIVERED);
    // Then
    JsonNode post = slack.posts().get(0).body();
    assertThat(post.get("text").asText()).startsWith("20 alerts, the first: Page opened: desk");
    assertThat(Slack.texts(post)).noneMatch(Slack::hasRawCharacters);
    assertThat(post.at("/blocks/0/text/text").asText()).hasSizeGreaterThan(2900).endsWith("…");
  }

  @Test
  void shouldTellWhatCanBeMendedFromWhatCannotWhenSlackRefuses() throws Exception {
    // When // Then
    SlackSink revoked =
        new SlackSink(
            "chat", SecretText.of(slack.url().value() + "x"), null, Duration.ofSeconds(5));
    assertThat(
            revoked.deliver(
                DeliveryFixtures.messages(DeliveryFixtures.page("f", State.OPEN, NOON))))
        .isEqualTo(new DeliveryAttempt.Retry("HTTP 404", null));
    deliver(DeliveryFixtures.page("f", State.OPEN, NOON));
    assertThat(deliver(DeliveryFixtures.page("x", State.OPEN, NOON)))
        .isEqualTo(new DeliveryAttempt.Retry("HTTP 429", Duration.ofSeconds(1)));
  }

  @Test
  void shouldNotRepeatTheAddressWhenItIsNone() {
    assertThatThrownBy(
            () ->
                new SlackSink(
                    "chat", SecretText.of("https://hooks/T0 token"), null, Duration.ofSeconds(5)))
        .hasMessage("chat has no address")
        .hasNoCause();
  }

  private DeliveryAttempt deliver(Alert alert) throws InterruptedException {
    return sink.deliver(DeliveryFixtures.messages(alert));
  }
}
