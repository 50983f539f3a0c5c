package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.alert.chain.Sha256;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of one rule's alert: a warning outside of incidents. One that became the page of an
 * incident is over for the sink that was told of the warning: the incident tells the rest.
 */
public record AlertMessage(Alert alert) implements SinkMessage {

  /** Fields of an alert that explain it; the others have places of their own. */
  private static final List<String> DETAILS =
      List.of(
          "state",
          "since",
          "value",
          "low",
          "high",
          "n",
          "nReference",
          "tolerance",
          "evidence",
          "threshold",
          "modelVersion",
          "policyVersion",
          "contributions",
          "examples");

  @Override
  public String key() {
    return alert.key();
  }

  /** Of one state: an alert that opens again soon has the same beginning as before. */
  @Override
  public String stateKey() {
    return Sha256.hex(
        String.join(
            "\n",
            alert.key(),
            alert.since().toString(),
            alert.state().toString(),
            alert.severity().toString(),
            alert.at().toString()));
  }

  @Override
  public String model() {
    return alert.model();
  }

  @Override
  public boolean page() {
    return alert.severity() == Severity.PAGE && !overtaken();
  }

  @Override
  public boolean ended() {
    return alert.state() == State.CLEARED || overtaken();
  }

  /** Whether an incident tells of it from now on. */
  private boolean overtaken() {
    return alert.context().incident() != null;
  }

  @Override
  public Instant since() {
    return alert.since();
  }

  @Override
  public Instant at() {
    return alert.at();
  }

  @Override
  public String title() {
    return "%s: %s, %s, %s".formatted(SinkWording.happened(alert), model(), kind(), about());
  }

  @Override
  public String headline() {
    return summary();
  }

  @Override
  public String summary() {
    return alert.context().summary();
  }

  @Override
  public String about() {
    return SinkWording.about(alert.rule());
  }

  @Override
  public String kind() {
    return alert.rule().metric();
  }

  @Override
  public Map<String, String> labels() {
    return labels(page() ? Severity.PAGE : Severity.WARNING);
  }

  /** One that escalates ends as a warning, and never fires twice. */
  @Override
  public Map<String, String> labelsBefore() {
    return page() ? labels(Severity.WARNING) : Map.of();
  }

  private Map<String, String> labels(Severity severity) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", "plumbline_" + alert.rule().metric());
    labels.put("model", alert.model());
    labels.put("metric", alert.rule().metric());
    labels.put("attribute", alert.rule().attribute());
    labels.put("group", alert.rule().group());
    labels.put("severity", severity.name().toLowerCase(Locale.ROOT));
    return labels;
  }

  @Override
  public Map<String, String> annotations() {
    return Map.of("summary", summary());
  }

  @Override
  public List<String> examples() {
    return alert.context().examples();
  }

  @Override
  public @Nullable String modelVersion() {
    return alert.context().modelVersion();
  }

  @Override
  public String policyVersion() {
    return alert.context().policyVersion();
  }

  @Override
  public @Nullable String runbook() {
    return null;
  }

  @Override
  public ObjectNode details() {
    ObjectNode all = Json.MAPPER.valueToTree(alert);
    return all.retain(DETAILS);
  }

  @Override
  public void addTo(ObjectNode body) {
    body.set("alert", Json.MAPPER.valueToTree(alert));
  }
}
