package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.HttpPost;
import dev.plumbline.webhook.SecretText;
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
  public SlackSink(String name, SecretText url, @Nullable String dashboardUrl, Duration timeout) {
    this.name = name;
    this.url =
        address(url).orElseThrow(() -> new IllegalArgumentException(name + " has no address"));
    this.dashboardUrl = dashboardUrl;
    this.http = new HttpPost(timeout);
  }

  /** What is wrong with a webhook's address, without saying it. */
  public static Optional<String> problem(SecretText url) {
    return address(url).isPresent()
        ? Optional.empty()
        : Optional.of("must hold the address of an incoming webhook, https://...");
  }

  private static Optional<URI> address(SecretText url) {
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
  public boolean updates() {
    return false;
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  @Override
  public DeliveryAttempt deliver(List<SinkMessage> messages) throws InterruptedException {
    ObjectNode post = Json.MAPPER.createObjectNode();
    post.put("text", text(messages));
    ArrayNode blocks = post.putArray("blocks");
    messages.forEach(message -> add(message, blocks));
    return http.send(url, HttpPost.bytes(post), Map.of());
  }

  /** What notifications show, and clients that know no blocks. */
  private static String text(List<SinkMessage> messages) {
    SinkMessage first = messages.get(0);
    String text =
        messages.size() == 1
            ? first.title() + ". " + first.summary()
            : messages.size() + " alerts, the first: " + first.title();
    return escaped(text, LONGEST_TEXT);
  }

  private void add(SinkMessage message, ArrayNode blocks) {
    String title = "*" + escaped(message.title(), LONGEST_TITLE) + "*\n";
    blocks
        .addObject()
        .put("type", "section")
        .set("text", markup(title + escaped(message.summary(), LONGEST_SECTION - title.length())));
    String footer =
        "since %s, policy %s%s%s, state %s"
            .formatted(
                message.since().truncatedTo(ChronoUnit.SECONDS),
                message.policyVersion(),
                message.modelVersion() == null ? "" : ", version " + message.modelVersion(),
                examples(message),
                message.stateKey().substring(0, REFERENCE));
    String links = link(dashboardUrl, "Dashboard") + link(message.runbook(), "Runbook");
    ObjectNode context = blocks.addObject().put("type", "context");
    context.putArray("elements").add(markup(links + escaped(footer, 1000)));
  }

  private static String link(@Nullable String address, String name) {
    return address == null ? "" : "<" + escaped(address, 1000) + "|" + name + ">, ";
  }

  private static String examples(SinkMessage message) {
    return message.examples().isEmpty() ? "" : ", requests " + String.join(" ", message.examples());
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
