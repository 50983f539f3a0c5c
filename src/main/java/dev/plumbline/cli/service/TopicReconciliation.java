package dev.plumbline.cli.service;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the topics hold, read committed: the exact figures, whatever crashed in between.
 *
 * @param windows distinct windows by model
 * @param pages alerts that opened or escalated as a page
 * @param jobs newest state of every retraining job
 */
public record TopicReconciliation(
    RequestBalance requests,
    long outcomes,
    Map<String, Long> windows,
    List<Alert> pages,
    long warnings,
    List<RetrainingJob> jobs) {

  /** Balanced, and nothing is on its way. */
  public boolean settled() {
    return requests.balanced() && jobs.stream().allMatch(job -> job.state().ended());
  }

  public static TopicReconciliation read(String bootstrapServers) {
    return new ReconciliationReader(bootstrapServers).read();
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "requests %d = scored %d + dead-lettered %d + withheld %d: %s",
        requests.received(),
        requests.scored(),
        requests.deadLettered(),
        requests.withheld(),
        requests.balanced() ? "every request is accounted for" : "NOT BALANCED");
    line(text, "outcomes %d, windows closed %s, warnings %d", outcomes, windows, warnings);
    for (Alert page : pages) {
      line(text, "page at %s: %s", page.at(), page.context().summary());
    }
    for (RetrainingJob job : jobs) {
      line(
          text,
          "retraining job %s: %s, caused by %s, before %s, after %s%s",
          job.jobId(),
          job.state().name().toLowerCase(Locale.ROOT),
          job.cause(),
          job.result().before(),
          job.result().after(),
          job.result().reason() == null ? "" : ", " + job.result().reason());
    }
    return text.toString();
  }

  private static void line(StringBuilder to, String format, Object... values) {
    to.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }
}
