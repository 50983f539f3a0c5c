package dev.plumbline.stage.alert.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a sink tells: the state of an incident, or of an alert that belongs to none. */
public sealed interface SinkMessage permits AlertMessage, IncidentMessage {

  /** The same in all messages about one thing. */
  String key();

  /** The same in every repeat of one state: 64 hexadecimal digits. */
  String stateKey();

  String model();

  boolean page();

  /** Whether it is over with this state. */
  boolean ended();

  Instant since();

  /** Event time of the state. */
  Instant at();

  /** What happened, and to whom, in a few words. */
  String title();

  /** What it is about in one sentence, for whoever sees only one. */
  String headline();

  /** The rest, in sentences. */
  String summary();

  /** Whom it is about, such as {@code sex=female}. */
  String about();

  /** What is watched, such as a metric's name. */
  String kind();

  /** What Alertmanager groups and routes by; the same in all messages about one thing. */
  Map<String, String> labels();

  /** Labels under which it was told before, and which end with this state; empty for none. */
  Map<String, String> labelsBefore();

  /** What Alertmanager shows, by the names that its users know. */
  Map<String, String> annotations();

  List<String> examples();

  @Nullable String modelVersion();

  String policyVersion();

  /** Where to read what to do; null without an address. */
  @Nullable String runbook();

  /** Figures, for those who look closer. */
  ObjectNode details();

  /** The whole record under its name, as receivers of a webhook read it. */
  void addTo(ObjectNode body);
}
