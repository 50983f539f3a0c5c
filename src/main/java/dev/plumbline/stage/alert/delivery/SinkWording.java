package dev.plumbline.stage.alert.delivery;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.policy.GroupNames;

/** An alert in words that people read. */
final class SinkWording {

  private SinkWording() {}

  /** What happened, such as "Page opened" or "Warning cleared". */
  static String happened(Alert alert) {
    String kind = alert.severity() == Severity.PAGE ? "Page" : "Warning";
    return switch (alert.state()) {
      case OPEN -> kind + " opened";
      case ESCALATED -> kind + ", was a warning";
      case CLEARED -> kind + " cleared";
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
