package dev.plumbline.cli.replay;

import dev.plumbline.cli.service.RequestBalance;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
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
record ReplayFiles(ReplayVerdict verdict, Map<String, Object> summary) {

  /**
   * @param requests found in the topics
   * @param outcomes that came with the traffic; the score stage may have added its own
   * @param reasons what became of them, and of what went no further
   */
  static ReplayFiles of(
      RequestBalance requests, long outcomes, ReasonCounts reasons, ReplayVerdict verdict) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("requests", requests.received());
    summary.put("scored", requests.scored());
    summary.put("deadLettered", requests.deadLettered());
    summary.put("withheld", requests.withheld());
    summary.put("balanced", requests.balanced());
    summary.put("outcomes", outcomes);
    summary.put("outcomesByResult", reasons.outcomes());
    summary.put("deadLettersByReason", reasons.deadLetters());
    summary.put("windows", verdict.measures().windows());
    summary.put("incidents", verdict.incidents().stream().map(Incident::key).distinct().count());
    summary.put("alerts", verdict.alerts().size());
    summary.put("pages", verdict.alerts().pages());
    summary.put("warnings", verdict.alerts().warnings());
    summary.put("retrainingJobs", verdict.jobs().size());
    summary.put("reports", verdict.reports());
    return new ReplayFiles(verdict, summary);
  }

  void write(Path out, Policies policies) throws IOException {
    Files.createDirectories(out);
    try (OutputStream windows = Files.newOutputStream(out.resolve("window-measures.jsonl"))) {
      for (Policy policy : policies.all()) {
        Files.copy(verdict.measures().windows(policy.model()), windows);
      }
    }
    try (OutputStream panes = Files.newOutputStream(out.resolve("pane-counts.jsonl"));
        BufferedWriter heads = Files.newBufferedWriter(out.resolve("chain-heads.jsonl"))) {
      for (Policy policy : policies.all()) {
        Files.copy(verdict.measures().panes(policy.model()), panes);
        ReplayHeads.write(policy.model(), verdict, heads);
      }
    }
    verdict.alerts().write(out.resolve("ethics-alerts.jsonl"));
    lines(out.resolve("incidents.jsonl"), verdict.incidents());
    lines(out.resolve("retraining-jobs.jsonl"), verdict.jobs());
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
