package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.webhook.DeliveryAttempt;
import dev.plumbline.webhook.HttpPost;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Alertmanager's API v2 ({@code POST /api/v2/alerts}). Alertmanager keeps alerts in memory only and
 * resolves what is not repeated, so an open alert is said again every minute, to fire for an hour
 * from then on: a restart of either side closes no incident. An alert is its labels, the severity
 * among them; one that escalates therefore resolves its warning in the same request, and never
 * fires twice.
 */
public final class AlertmanagerSink implements AlertSink {

  private static final int AT_ONCE = 100;
  private static final Duration REPEAT = Duration.ofMinutes(1);
  private static final Duration FIRES_FOR = Duration.ofHours(1);

  private final String name;
  private final URI url;
  private final @Nullable String dashboardUrl;
  private final InstantSource clock;
  private final HttpPost http;

  /**
   * @param url of Alertmanager itself, without {@code /api}
   */
  public AlertmanagerSink(
      String name, URI url, @Nullable String dashboardUrl, Duration timeout, InstantSource clock) {
    this.name = name;
    this.url = URI.create(url.toString().replaceAll("/+$", "") + "/api/v2/alerts");
    this.dashboardUrl = dashboardUrl;
    this.clock = clock;
    this.http = new HttpPost(timeout);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Duration> repeatEvery() {
    return Optional.of(REPEAT);
  }

  @Override
  public int atOnce() {
    return AT_ONCE;
  }

  @Override
  public DeliveryAttempt deliver(List<SinkMessage> messages) throws InterruptedException {
    ArrayNode postable = Json.MAPPER.createArrayNode();
    messages.forEach(message -> add(message, postable));
    return http.send(url, HttpPost.bytes(postable), Map.of());
  }

  private void add(SinkMessage message, ArrayNode postable) {
    Instant until = message.ended() ? ended(message) : clock.instant().plus(FIRES_FOR);
    postable.add(json(message, message.labels(), until));
    Map<String, String> before = message.labelsBefore();
    if (!before.isEmpty()) {
      postable.add(json(message, before, ended(message)));
    }
  }

  /** Alertmanager refuses an end before the start, and takes an end in the future for firing. */
  private Instant ended(SinkMessage message) {
    Instant now = clock.instant();
    Instant end = message.at().isAfter(now) ? now : message.at();
    return end.isBefore(message.since()) ? message.since() : end;
  }

  private ObjectNode json(SinkMessage message, Map<String, String> labels, Instant end) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ObjectNode labelled = json.putObject("labels");
    labels.forEach(labelled::put);
    ObjectNode annotations = json.putObject("annotations");
    message.annotations().forEach(annotations::put);
    annotations.put("policyVersion", message.policyVersion());
    if (message.modelVersion() != null) {
      annotations.put("modelVersion", message.modelVersion());
    }
    if (!message.examples().isEmpty()) {
      annotations.put("examples", String.join(", ", message.examples()));
    }
    if (message.runbook() != null) {
      annotations.put("runbook_url", message.runbook());
    }
    json.put("startsAt", message.since().toString());
    json.put("endsAt", end.toString());
    if (dashboardUrl != null) {
      json.put("generatorURL", dashboardUrl);
    }
    return json;
  }
}
