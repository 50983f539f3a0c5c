package dev.plumbline.cli.replay;

import dev.plumbline.cli.replay.report.PageContent.AlertRow;
import dev.plumbline.cli.replay.report.PageContent;
import dev.plumbline.cli.replay.report.ReportPage;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Gathers what {@code report.html} shows from what a replay left behind. */
final class ReplayPage {

  /** How a label that came before its request is counted until the request comes. */
  private static final String WAITING = "waiting";

  private final TopicReader topics;
  private final MeterRegistry registry;
  private final List<String> notes;

  /**
   * @param registry in which the stages counted outcomes
   * @param notes on how the input was taken
   */
  ReplayPage(TopicReader topics, MeterRegistry registry, List<String> notes) {
    this.topics = topics;
    this.registry = registry;
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
            deadLetters(),
            outcomes(),
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
        String.valueOf(report.totals().pages()),
        String.format(Locale.ROOT, "%.3g", report.totals().pagesPerDay()),
        String.valueOf(report.totals().warnings()),
        String.format(Locale.ROOT, "%.3g", report.totals().warningsPerDay()),
        minutes(report.minutesToFirstPage()));
  }

  private static String minutes(@Nullable Double minutes) {
    return minutes == null ? "" : String.format(Locale.ROOT, "%.1f", minutes);
  }

  private List<List<String>> deadLetters() {
    Map<String, Long> reasons = new TreeMap<>();
    topics.each(Topics.DEAD_LETTERS, letter -> reasons.merge(reason(letter), 1L, Long::sum));
    return table(reasons);
  }

  private static String reason(DeadLetter letter) {
    return "%s: %s".formatted(letter.cause().errorClass(), letter.cause().reason());
  }

  /** Each outcome once: one that waited is counted again when its request comes. */
  private List<List<String>> outcomes() {
    Map<String, Long> results = new TreeMap<>();
    for (Counter counter : registry.find("plumbline.outcomes").counters()) {
      String result = Objects.requireNonNullElse(counter.getId().getTag("result"), "");
      results.merge(result, Math.round(counter.count()), Long::sum);
    }
    results.remove(WAITING);
    long known = results.values().stream().mapToLong(Long::longValue).sum();
    long unmatched = topics.offsets(Topics.OUTCOMES.name()) - known;
    if (unmatched > 0) {
      results.put("without a request", unmatched);
    }
    return table(results);
  }

  private static List<List<String>> table(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(entry -> List.of(entry.getKey(), String.valueOf(entry.getValue())))
        .toList();
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
