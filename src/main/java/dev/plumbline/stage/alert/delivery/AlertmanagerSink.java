package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.kafka.topic.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
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
  public DeliveryAttempt deliver(List<Alert> alerts) throws InterruptedException {
    ArrayNode postable = Json.MAPPER.createArrayNode();
    alerts.forEach(alert -> add(alert, postable));
    return http.send(url, HttpPost.bytes(postable), Map.of());
  }

  private void add(Alert alert, ArrayNode postable) {
    boolean open = alert.state() != State.CLEARED;
    postable.add(
        json(alert, alert.severity(), open ? clock.instant().plus(FIRES_FOR) : ended(alert)));
    if (alert.severity() == Severity.PAGE) {
      postable.add(json(alert, Severity.WARNING, ended(alert)));
    }
  }

  /** Alertmanager refuses an end before the start, and takes an end in the future for firing. */
  private Instant ended(Alert alert) {
    Instant now = clock.instant();
    Instant end = alert.at().isAfter(now) ? now : alert.at();
    return end.isBefore(alert.since()) ? alert.since() : end;
  }

  private ObjectNode json(Alert alert, Severity severity, Instant end) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ObjectNode labels = json.putObject("labels");
    labels.put("alertname", "plumbline_" + alert.rule().metric());
    labels.put("model", alert.model());
    labels.put("metric", alert.rule().metric());
    labels.put("attribute", alert.rule().attribute());
    labels.put("group", alert.rule().group());
    labels.put("severity", severity.name().toLowerCase(Locale.ROOT));
    ObjectNode annotations = json.putObject("annotations");
    annotations.put("summary", alert.context().summary());
    annotations.put("policyVersion", alert.context().policyVersion());
    if (alert.context().modelVersion() != null) {
      annotations.put("modelVersion", alert.context().modelVersion());
    }
    if (!alert.context().examples().isEmpty()) {
      annotations.put("examples", String.join(", ", alert.context().examples()));
    }
    json.put("startsAt", alert.since().toString());
    json.put("endsAt", end.toString());
    if (dashboardUrl != null) {
      json.put("generatorURL", dashboardUrl);
    }
    return json;
  }
}
