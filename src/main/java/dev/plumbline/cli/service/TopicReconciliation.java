package dev.plumbline.cli.service;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the topics hold, read committed: the exact figures, whatever crashed in between.
 *
 * @param windows distinct windows by model
 * @param incidents newest state of each, the oldest first
 * @param pages alerts that opened or escalated as a page
 * @param jobs newest state of every retraining job
 */
public record TopicReconciliation(
    RequestBalance requests,
    long outcomes,
    Map<String, Long> windows,
    List<Incident> incidents,
    List<Alert> pages,
    long warnings,
    List<RetrainingJob> jobs) {

  /** Balanced, and nothing is on its way. */
  public boolean settled() {
    return requests.balanced() && jobs.stream().noneMatch(job -> job.state().training());
  }

  /**
   * What is left to do, in words; empty when it is settled.
   *
   * @param perSecond requests that were sent in a second
   */
  public Optional<String> behind(double perSecond) {
    long pending = requests.onTheirWay();
    if (pending > 0) {
      return Optional.of(
          "%.0f s behind: %d requests are on their way"
              .formatted(Math.max(1, pending / perSecond), pending));
    }
    return jobs.stream()
        .filter(job -> job.state().training())
        .findFirst()
        .map(job -> "a retraining job is under way: " + job.jobId());
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
        requests.verdict());
    line(text, "outcomes %d, windows closed %s", outcomes, windows);
    line(text, "incidents %d, of %d pages; warnings %d", incidents.size(), pages.size(), warnings);
    for (Incident incident : incidents) {
      line(
          text,
          "incident %s, %s, %s",
          incident.id(),
          incident.stillOpen() ? "open" : "cleared",
          incident.text().title());
      incident.text().lines().forEach(each -> line(text, "  %s", each));
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
