package dev.plumbline.cli.replay;

import dev.plumbline.cli.replay.report.PageContent;
import dev.plumbline.cli.replay.report.PageContent.AlertRow;
import dev.plumbline.cli.replay.report.PageContent.IncidentRow;
import dev.plumbline.cli.replay.report.ReportPage;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.kafka.topic.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what {@code report.html} shows from what a replay left behind. */
final class ReplayPage {

  private final ReasonCounts reasons;
  private final List<String> notes;

  /**
   * @param notes on how the input was taken
   */
  ReplayPage(ReasonCounts reasons, List<String> notes) {
    this.reasons = reasons;
    this.notes = notes;
  }

  /**
   * @param out where the other files are already
   */
  void write(ReplayFiles files, Path out) throws IOException {
    ReplayVerdict verdict = files.verdict();
    List<List<String>> variants = new ArrayList<>();
    for (AlertReport report : verdict.reports()) {
      variants.add(row(report));
    }
    PageContent content =
        new PageContent(
            facts(files.summary()),
            notes,
            variants,
            table(reasons.deadLetters()),
            table(reasons.outcomes()),
            verdict.incidents().stream().map(ReplayPage::incident).toList(),
            alerts(out.resolve("ethics-alerts.jsonl")),
            Math.max(0, verdict.alerts().size() - PageContent.MOST_ALERTS));
    Files.writeString(out.resolve("report.html"), ReportPage.html(content, verdict.pictures()));
  }

  private static Map<String, String> facts(Map<String, Object> summary) {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("requests", "requests");
    names.put("scored", "scored");
    names.put("deadLettered", "dead-lettered");
    names.put("withheld", "withheld");
    names.put("outcomes", "outcomes");
    names.put("windows", "windows");
    names.put("incidents", "incidents");
    names.put("pages", "pages");
    names.put("warnings", "warnings");
    Map<String, String> facts = new LinkedHashMap<>();
    names.forEach((key, name) -> facts.put(name, String.valueOf(summary.get(key))));
    return facts;
  }

  private static List<String> row(AlertReport report) {
    return List.of(
        report.model() + ", " + report.variant(),
        String.format(Locale.ROOT, "%.2f", report.days()),
        String.valueOf(report.totals().incidents()),
        String.valueOf(report.totals().pages()),
        String.format(Locale.ROOT, "%.3g", report.totals().pagesPerDay()),
        String.valueOf(report.totals().warnings()),
        String.format(Locale.ROOT, "%.3g", report.totals().warningsPerDay()),
        minutes(report.minutesToFirstPage()));
  }

  private static String minutes(@Nullable Double minutes) {
    return minutes == null ? "" : String.format(Locale.ROOT, "%.1f", minutes);
  }

  private static List<List<String>> table(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> List.of(entry.getKey(), String.valueOf(entry.getValue())))
        .toList();
  }

  private static IncidentRow incident(Incident incident) {
    return new IncidentRow(
        incident.status().at().toString(),
        incident.status().occasion().name().toLowerCase(Locale.ROOT),
        incident.id(),
        incident.text().title(),
        incident.text().lines());
  }

  private static List<AlertRow> alerts(Path file) throws IOException {
    List<AlertRow> rows = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine();
          line != null && rows.size() < PageContent.MOST_ALERTS;
          line = lines.readLine()) {
        Alert alert = Json.MAPPER.readValue(line, Alert.class);
        boolean page = alert.severity() == Alert.Severity.PAGE;
        String state = alert.state().name().toLowerCase(Locale.ROOT);
        rows.add(
            new AlertRow(
                alert.at().toString(),
                (page ? "page " : "warning ") + state,
                page,
                alert.key(),
                alert.context().summary()));
      }
    }
    return rows;
  }
}
