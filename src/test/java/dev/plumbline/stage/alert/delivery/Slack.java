package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.alert.delivery.Endpoint.Answer;
import dev.plumbline.webhook.SecretText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An incoming webhook as Slack documents it: one post a second, a short word for every error, and
 * text whose control characters are entities but in links.
 */
final class Slack implements AutoCloseable {

  static final String PATH = "/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX";

  /** A post that was taken. */
  record Post(Instant at, JsonNode body) {}

  private static final Pattern LINK = Pattern.compile("<https?://[^<>|]+\\|[^<>|]+>");
  private static final Pattern RAW = Pattern.compile("[<>]|&(?!amp;|lt;|gt;)");

  private final JsonSchema contract = Endpoint.contract("slack-incoming-webhook.json");
  private final InstantSource clock;
  private final Endpoint endpoint = new Endpoint(this::answer);
  private final List<Post> posts = new ArrayList<>();
  private boolean down;
  private int throttled;

  Slack(InstantSource clock) {
    this.clock = clock;
  }

  SecretText url() {
    return SecretText.of(endpoint.url(PATH).toString());
  }

  synchronized void down(boolean now) {
    down = now;
  }

  synchronized List<Post> posts() {
    return List.copyOf(posts);
  }

  synchronized int throttled() {
    return throttled;
  }

  private synchronized Answer answer(String path, String body) {
    if (down) {
      return new Answer(500, "rollup_error");
    }
    if (!path.equals(PATH)) {
      return new Answer(404, "no_service");
    }
    Instant now = clock.instant();
    if (!posts.isEmpty() && now.isBefore(last().plus(Duration.ofSeconds(1)))) {
      throttled++;
      return new Answer(429, "rate_limited", Map.of("Retry-After", "1"));
    }
    try {
      JsonNode post = Json.MAPPER.readTree(body);
      if (!contract.validate(post).isEmpty()) {
        return new Answer(400, "invalid_blocks");
      }
      if (texts(post).stream().anyMatch(Slack::hasRawCharacters)) {
        return new Answer(400, "invalid_payload");
      }
      posts.add(new Post(now, post));
      return new Answer(200, "ok");
    } catch (IOException e) {
      return new Answer(400, "invalid_payload");
    }
  }

  /** Everything of a post that people read. */
  static List<String> texts(JsonNode post) {
    List<String> texts = new ArrayList<>();
    texts.add(post.get("text").asText());
    for (JsonNode block : post.get("blocks")) {
      texts.add(block.at("/text/text").asText());
      block.path("elements").forEach(element -> texts.add(element.get("text").asText()));
    }
    return texts;
  }

  private Instant last() {
    return posts.get(posts.size() - 1).at();
  }

  static boolean hasRawCharacters(String text) {
    return RAW.matcher(LINK.matcher(text).replaceAll("")).find();
  }

  @Override
  public void close() {
    endpoint.close();
  }
}
