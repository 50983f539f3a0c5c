package dev.plumbline.cli.replay.report;

import java.util.List;
import java.util.Map;

/**
 * What stands on a page beside the pictures.
 *
 * @param facts figures by name, in order
 * @param notes sentences on how the input was taken and what was found
 * @param variants the what-if table: a policy and a variant a row; see {@link ReportPage}
 * @param deadLetters reason and number, most first
 * @param outcomes result and number
 * @param incidents what people would have been told, by time
 * @param alerts of all models by time, at most so many as a page can show
 * @param moreAlerts how many further ones the file of alerts has
 */
public record PageContent(
    Map<String, String> facts,
    List<String> notes,
    List<List<String>> variants,
    List<List<String>> deadLetters,
    List<List<String>> outcomes,
    List<IncidentRow> incidents,
    List<AlertRow> alerts,
    long moreAlerts) {

  /** Most alerts on a page. */
  public static final int MOST_ALERTS = 200;

  public PageContent {
    notes = List.copyOf(notes);
    variants = List.copyOf(variants);
    deadLetters = List.copyOf(deadLetters);
    outcomes = List.copyOf(outcomes);
    incidents = List.copyOf(incidents);
    alerts = List.copyOf(alerts);
  }

  /** One state of an incident, in words. */
  public record IncidentRow(
      String at, String occasion, String id, String title, List<String> lines) {
    public IncidentRow {
      lines = List.copyOf(lines);
    }
  }

  /** One state of an alert, in words. */
  public record AlertRow(String at, String state, boolean page, String key, String sentence) {}
}
