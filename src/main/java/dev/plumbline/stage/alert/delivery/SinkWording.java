package dev.plumbline.stage.alert.delivery;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.policy.group.GroupNames;

/** An alert in words that people read. */
final class SinkWording {

  private SinkWording() {}

  /** What happened, such as "Page opened" or "Warning cleared". */
  static String happened(Alert alert) {
    if (alert.context().incident() != null) {
      return "Warning is part of incident " + alert.context().incident();
    }
    String kind = alert.severity() == Severity.PAGE ? "Page" : "Warning";
    return switch (alert.state()) {
      case OPEN -> kind + " opened";
      case ESCALATED -> kind + ", was a warning";
      case CLEARED -> kind + " cleared";
    };
  }

  /** What happened, such as "Incident 260301-k3f9m opened". */
  static String happened(Incident incident) {
    String name = "Incident " + incident.id();
    return switch (incident.status().occasion()) {
      case OPENED -> name + " opened";
      case REOPENED -> name + " opened again";
      case ESCALATED -> name + ", another rule pages";
      case REFRESHED -> name + ", newest figures";
      case REMINDED -> name + " is still open";
      case UNSILENCED -> name + " is open, its silence has ended";
      case CLEARED -> name + " cleared";
    };
  }

  /** Whom it is about, such as "sex=f". */
  static String about(AlertRule rule) {
    return rule.group().equals("*")
        ? "everyone"
        : rule.attribute() + "=" + GroupNames.words(rule.group());
  }

  /** At most so many characters, never half of one. */
  static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
