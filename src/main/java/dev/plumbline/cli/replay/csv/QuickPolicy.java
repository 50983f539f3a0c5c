package dev.plumbline.cli.replay.csv;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The policy that a table of predictions gets when nobody wrote one: every named column's groups
 * against all others, at the tolerances that are usual.
 */
final class QuickPolicy {

  /** Windows that a picture can show, and rows that say something of groups. */
  private static final int MOST_WINDOWS = 60;

  private static final int LEAST_ROWS = 500;

  private static final List<Duration> LENGTHS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(7),
          Duration.ofDays(28),
          Duration.ofDays(364));

  private QuickPolicy() {}

  static String yaml(String model, QuickColumns columns, QuickScan scan) {
    Duration window = window(scan);
    StringBuilder text = new StringBuilder();
    line(text, "model: %s", quoted(model));
    line(text, "privacy: {consent: {missing: allow}}");
    line(text, "scoring: {source: provided}");
    line(text, "outcome: {favourable: %s}", list(columns.favourable()));
    line(text, "groups:");
    line(text, "  attributes:");
    for (Map.Entry<String, Set<String>> group : scan.groups().entrySet()) {
      line(text, "    %s: %s", quoted(group.getKey()), list(group.getValue()));
    }
    line(text, "  minimumSize: 30");
    line(text, "windows: {size: %s, advance: %s, labelHorizon: P1D}", window, window);
    line(text, "fairness:");
    line(text, "  - {metric: demographic_parity_difference, tolerance: 0.1}");
    line(text, "  - {metric: disparate_impact_ratio, tolerance: 0.8}");
    if (columns.label() != null) {
      line(text, "  - {metric: equal_opportunity_difference, tolerance: 0.1}");
      line(text, "  - {metric: false_positive_rate_difference, tolerance: 0.1}");
      line(text, "  - {metric: accuracy_difference, tolerance: 0.1}");
    }
    line(text, "ethics: {alertWhen: {ethicsBelow: 0, biasAbove: 1}}");
    line(text, "alerts: {falsePages: {atMost: 1, per: P90D}, clearAfter: 3, sinks: []}");
    return text.toString();
  }

  /** All of it where there is no time; else the shortest that gives few windows of many rows. */
  static Duration window(QuickScan scan) {
    Instant first = scan.first();
    Instant last = scan.last();
    if (first == null || last == null) {
      return Duration.ofDays(1);
    }
    long windows = Math.max(1, Math.min(MOST_WINDOWS, scan.rows() / LEAST_ROWS));
    for (Duration length : LENGTHS) {
      if (Duration.between(first, last).compareTo(length.multipliedBy(windows)) <= 0) {
        return length;
      }
    }
    return LENGTHS.get(LENGTHS.size() - 1);
  }

  private static void line(StringBuilder to, String format, Object... values) {
    to.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String list(Collection<String> values) {
    return values.stream()
        .sorted()
        .map(QuickPolicy::quoted)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** A string of JSON is one of YAML, but for the character DEL. */
  private static String quoted(String value) {
    return "\""
        + new String(JsonStringEncoder.getInstance().quoteAsString(value))
            .replace("\u007F", "\\x7F")
        + "\"";
  }
}
