package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.alert.chain.Sha256;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state of one incident. */
public record IncidentMessage(Incident incident) implements SinkMessage {

  /** Rules that people look at; PagerDuty takes half a megabyte, and shows a table. */
  private static final int MOST_RULES = 20;

  /** Fields of an incident that explain it; the others have places of their own. */
  private static final List<String> DETAILS =
      List.of(
          "id",
          "state",
          "occasion",
          "since",
          "onset",
          "until",
          "lines",
          "affected",
          "rules",
          "changes",
          "omitted",
          "modelVersion",
          "policyVersion",
          "examples",
          "runbook");

  @Override
  public String key() {
    return incident.key();
  }

  @Override
  public String stateKey() {
    return Sha256.hex(
        incident.key() + "\n" + incident.status().occasion() + "\n" + incident.status().at());
  }

  @Override
  public String model() {
    return incident.model();
  }

  @Override
  public boolean page() {
    return true;
  }

  @Override
  public boolean ended() {
    return !incident.stillOpen();
  }

  @Override
  public Instant since() {
    return incident.status().since();
  }

  @Override
  public Instant at() {
    return incident.status().at();
  }

  @Override
  public String title() {
    return SinkWording.happened(incident) + ". " + incident.text().title();
  }

  @Override
  public String headline() {
    return incident.text().title();
  }

  @Override
  public String summary() {
    return String.join("\n", incident.text().lines());
  }

  @Override
  public String about() {
    return SinkWording.about(incident.rule());
  }

  @Override
  public String kind() {
    return incident.rule().metric();
  }

  @Override
  public Map<String, String> labels() {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("alertname", "plumbline_incident");
    labels.put("incident", incident.id());
    labels.put("model", incident.model());
    labels.put("metric", incident.rule().metric());
    labels.put("attribute", incident.rule().attribute());
    labels.put("group", incident.rule().group());
    labels.put("severity", "page");
    return labels;
  }

  @Override
  public Map<String, String> labelsBefore() {
    return Map.of();
  }

  /** The first sentence as the summary, the others as its description. */
  @Override
  public Map<String, String> annotations() {
    return Map.of("summary", headline(), "description", summary());
  }

  @Override
  public List<String> examples() {
    return ended() ? List.of() : incident.origin().examples();
  }

  @Override
  public @Nullable String modelVersion() {
    return incident.origin().modelVersion();
  }

  @Override
  public String policyVersion() {
    return incident.origin().policyVersion();
  }

  @Override
  public @Nullable String runbook() {
    return incident.origin().runbook();
  }

  @Override
  public ObjectNode details() {
    ObjectNode details = Json.MAPPER.<ObjectNode>valueToTree(incident).retain(DETAILS);
    int more = shorten(details.withArray("rules"));
    details.withObject("omitted").put("rules", incident.omitted().rules() + more);
    return details;
  }

  private static int shorten(ArrayNode rules) {
    int more = Math.max(0, rules.size() - MOST_RULES);
    for (int i = 0; i < more; i++) {
      rules.remove(MOST_RULES);
    }
    return more;
  }

  @Override
  public void addTo(ObjectNode body) {
    body.set("incident", Json.MAPPER.valueToTree(incident));
  }
}
