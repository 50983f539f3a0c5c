package dev.plumbline.cli.service;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the topics hold, read committed: the exact figures, whatever crashed in between. Every
 * request is accounted for when {@code requests = scored + deadLettered + withheld}, counting the
 * dead letters of redact and score.
 *
 * @param windows distinct windows by model
 * @param pages alerts that opened or escalated as a page
 * @param jobs newest state of every retraining job
 */
public record TopicReconciliation(
    long requests,
    long scored,
    long deadLettered,
    long withheld,
    long outcomes,
    Map<String, Long> windows,
    List<Alert> pages,
    long warnings,
    List<RetrainingJob> jobs) {

  /** No request is lost, none is there twice. */
  public boolean balanced() {
    return requests == scored + deadLettered + withheld;
  }

  /** Balanced, and nothing is on its way. */
  public boolean settled() {
    return balanced() && jobs.stream().allMatch(job -> job.state().ended());
  }

  public static TopicReconciliation read(String bootstrapServers) {
    return new Reader(new TopicReader(bootstrapServers)).read();
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "requests %d = scored %d + dead-lettered %d + withheld %d: %s",
        requests,
        scored,
        deadLettered,
        withheld,
        balanced() ? "every request is accounted for" : "NOT BALANCED");
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

  private static final class Reader {
    private final TopicReader topics;
    private final Map<String, Set<Instant>> windows = new TreeMap<>();
    private final List<Alert> pages = new ArrayList<>();
    private final Map<String, RetrainingJob> jobs = new TreeMap<>();
    private long deadLettered;
    private long withheld;
    private long warnings;

    Reader(TopicReader topics) {
      this.topics = topics;
    }

    TopicReconciliation read() {
      topics.each(Topics.DEAD_LETTERS, this::onDeadLetter);
      topics.each(Topics.WINDOW_MEASURES, this::onWindow);
      topics.each(Topics.ETHICS_ALERTS, this::onAlert);
      topics.each(Topics.RETRAINING_JOBS, job -> jobs.put(job.jobId(), job));
      Map<String, Long> closed = new TreeMap<>();
      windows.forEach((model, ends) -> closed.put(model, (long) ends.size()));
      return new TopicReconciliation(
          topics.count(Topics.INFERENCE_REQUESTS.name()),
          topics.count(Topics.SCORED_REQUESTS.name()),
          deadLettered,
          withheld,
          topics.count(Topics.OUTCOMES.name()),
          closed,
          List.copyOf(pages),
          warnings,
          List.copyOf(jobs.values()));
    }

    /**
     * Only requests count: measure's dead letters may be outcomes, and are scored requests
     * otherwise.
     */
    private void onDeadLetter(DeadLetter letter) {
      if (letter.cause().disposition() == DeadLetterCause.Disposition.WITHHELD) {
        withheld++;
      } else if (letter.origin().topic().equals(Topics.INFERENCE_REQUESTS.name())
          || letter.origin().topic().equals(Topics.REDACTED_REQUESTS.name())) {
        deadLettered++;
      }
    }

    private void onWindow(WindowMeasures window) {
      windows.computeIfAbsent(window.model(), model -> new HashSet<>()).add(window.window().end());
    }

    private void onAlert(Alert alert) {
      if (alert.state() == Alert.State.CLEARED) {
        return;
      }
      if (alert.severity() == Alert.Severity.PAGE) {
        pages.add(alert);
      } else {
        warnings++;
      }
    }
  }
}
