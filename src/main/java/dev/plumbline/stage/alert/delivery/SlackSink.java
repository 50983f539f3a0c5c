package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.Json;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Slack's incoming webhooks. A post cannot be changed later, so every state is a post of its own;
 * what waits together goes into one post, so that an outage's end does not fill the channel. Slack
 * knows no idempotency keys: a post names the state it tells, so that people recognise a repeat.
 */
public final class SlackSink implements AlertSink {

  private static final List<String> SCHEMES = List.of("http", "https");
  private static final int AT_ONCE = 20; // two blocks each, of the 50 that a post may have
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_SECTION = 3000;
  private static final int LONGEST_TEXT = 4000;
  private static final int REFERENCE = 12;

  private final String name;
  private final URI url;
  private final @Nullable String dashboardUrl;
  private final HttpPost http;

  /**
   * @param url of the incoming webhook, which is all that somebody needs to post
   * @throws IllegalArgumentException when that is no address
   */
  public SlackSink(String name, SinkSecret url, @Nullable String dashboardUrl, Duration timeout) {
    this.name = name;
    this.url =
        address(url).orElseThrow(() -> new IllegalArgumentException(name + " has no address"));
    this.dashboardUrl = dashboardUrl;
    this.http = new HttpPost(timeout);
  }

  /** What is wrong with a webhook's address, without saying it. */
  public static Optional<String> problem(SinkSecret url) {
    return address(url).isPresent()
        ? Optional.empty()
        : Optional.of("must hold the address of an incoming webhook, https://...");
  }

  private static Optional<URI> address(SinkSecret url) {
    try {
      return Optional.of(new URI(url.value()))
          .filter(each -> each.getHost() != null && SCHEMES.contains(each.getScheme()));
    } catch (URISyntaxException e) {
      return Optional.empty(); // its message quotes the address
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  @Override
  public DeliveryAttempt deliver(List<Alert> alerts) throws InterruptedException {
    ObjectNode post = Json.MAPPER.createObjectNode();
    post.put("text", text(alerts));
    ArrayNode blocks = post.putArray("blocks");
    alerts.forEach(alert -> add(alert, blocks));
    return http.send(url, HttpPost.bytes(post), Map.of());
  }

  /** What notifications show, and clients that know no blocks. */
  private static String text(List<Alert> alerts) {
    Alert first = alerts.get(0);
    String text =
        alerts.size() == 1
            ? title(first) + ". " + first.context().summary()
            : alerts.size() + " alerts, the first: " + title(first);
    return escaped(text, LONGEST_TEXT);
  }

  private void add(Alert alert, ArrayNode blocks) {
    String title = "*" + escaped(title(alert), LONGEST_TITLE) + "*\n";
    blocks
        .addObject()
        .put("type", "section")
        .set(
            "text",
            markup(title + escaped(alert.context().summary(), LONGEST_SECTION - title.length())));
    String reference = IdempotencyKey.of(alert).substring(0, REFERENCE);
    String footer =
        "since %s, policy %s%s%s, state %s"
            .formatted(
                alert.since().truncatedTo(ChronoUnit.SECONDS),
                alert.context().policyVersion(),
                alert.context().modelVersion() == null
                    ? ""
                    : ", version " + alert.context().modelVersion(),
                examples(alert),
                reference);
    String link = dashboardUrl == null ? "" : "<" + escaped(dashboardUrl, 1000) + "|Dashboard>, ";
    ObjectNode context = blocks.addObject().put("type", "context");
    context.putArray("elements").add(markup(link + escaped(footer, 1000)));
  }

  private static String examples(Alert alert) {
    return alert.context().examples().isEmpty()
        ? ""
        : ", requests " + String.join(" ", alert.context().examples());
  }

  private static String title(Alert alert) {
    return "%s: %s, %s, %s"
        .formatted(
            SinkWording.happened(alert),
            alert.model(),
            alert.rule().metric(),
            SinkWording.about(alert.rule()));
  }

  /** Taken as written: no addresses or names are looked for in it. */
  private static ObjectNode markup(String text) {
    return Json.MAPPER
        .createObjectNode()
        .put("type", "mrkdwn")
        .put("text", text)
        .put("verbatim", true);
  }

  /** Without Slack's three control characters, and never longer than that with their entities. */
  static String escaped(String text, int most) {
    StringBuilder escaped = new StringBuilder();
    for (int code : text.codePoints().toArray()) {
      String next =
          switch (code) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(code);
          };
      if (escaped.length() + next.length() >= most) {
        return escaped.append('…').toString();
      }
      escaped.append(next);
    }
    return escaped.toString();
  }
}
