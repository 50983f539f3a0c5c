package dev.plumbline.cli.replay;

import dev.plumbline.cli.service.RequestBalance;
import dev.plumbline.cli.service.TopicReconciliation;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.topic.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that a replay leaves behind.
 *
 * @param summary what {@code summary.json} holds
 */
record ReplayFiles(ReplayRecords records, List<RetrainingJob> jobs, Map<String, Object> summary) {

  /**
   * @param found in the topics
   * @param outcomes that came with the traffic; the score stage may have added its own
   * @param reasons what became of them, and of what went no further
   */
  static ReplayFiles of(
      TopicReconciliation found,
      long outcomes,
      ReasonCounts reasons,
      ReplayRecords records,
      List<RetrainingJob> jobs,
      List<AlertReport> reports) {
    RequestBalance requests = found.requests();
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("requests", requests.received());
    summary.put("scored", requests.scored());
    summary.put("deadLettered", requests.deadLettered());
    summary.put("withheld", requests.withheld());
    summary.put("balanced", requests.balanced());
    summary.put("outcomes", outcomes);
    summary.put("outcomesByResult", reasons.outcomes());
    summary.put("deadLettersByReason", reasons.deadLetters());
    summary.put("windows", records.windows().size());
    summary.put("alerts", records.alerts().size());
    summary.put("pages", found.pages().size());
    summary.put("warnings", found.warnings());
    summary.put("retrainingJobs", jobs.size());
    summary.put("reports", reports);
    return new ReplayFiles(records, jobs, summary);
  }

  void write(Path out) throws IOException {
    Files.createDirectories(out);
    lines(out.resolve("window-measures.jsonl"), records.windows());
    lines(out.resolve("ethics-alerts.jsonl"), records.alerts());
    lines(out.resolve("retraining-jobs.jsonl"), jobs);
    Files.writeString(
        out.resolve("summary.json"),
        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(summary) + "\n");
  }

  private static void lines(Path file, List<?> values) throws IOException {
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      for (Object value : values) {
        writer.write(Json.MAPPER.writeValueAsString(value));
        writer.write('\n');
      }
    }
  }
}
