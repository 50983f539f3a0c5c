package dev.plumbline.cli.service;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Adds a {@link TopicReconciliation} up; for one reading. */
final class ReconciliationReader {

  private final TopicReader topics;
  private final RequestPath path = RequestPath.through(FlowStages.UNCONFIGURED);
  private final Map<String, Set<Instant>> windows = new TreeMap<>();
  private final Map<String, Incident> incidents = new TreeMap<>();
  private final List<Alert> pages = new ArrayList<>();
  private final Map<String, RetrainingJob> jobs = new TreeMap<>();
  private long deadLettered;
  private long withheld;
  private long warnings;

  ReconciliationReader(String bootstrapServers) {
    this.topics = new TopicReader(bootstrapServers);
  }

  TopicReconciliation read() {
    topics.each(Topics.DEAD_LETTERS, this::onDeadLetter);
    topics.each(Topics.WINDOW_MEASURES, this::onWindow);
    topics.each(Topics.ETHICS_ALERTS, this::onAlert);
    topics.each(Topics.INCIDENTS, incident -> incidents.put(incident.key(), incident));
    topics.each(Topics.RETRAINING_JOBS, job -> jobs.merge(job.jobId(), job, RetrainingJob::then));
    return new TopicReconciliation(
        balance(topics.count(path.first()), topics.count(path.last())),
        topics.count(Topics.OUTCOMES.name()),
        closed(),
        incidents.values().stream()
            .sorted(Comparator.comparing((Incident each) -> each.status().since()))
            .toList(),
        List.copyOf(pages),
        warnings,
        List.copyOf(jobs.values()));
  }

  /** Where nobody wrote transactions; of requests reads the dead letters alone. */
  RequestBalance readBalance() {
    topics.each(Topics.DEAD_LETTERS, this::onDeadLetter);
    return balance(topics.offsets(path.first()), topics.offsets(path.last()));
  }

  private RequestBalance balance(long received, long scored) {
    return new RequestBalance(received, scored, deadLettered, withheld);
  }

  private Map<String, Long> closed() {
    Map<String, Long> closed = new TreeMap<>();
    windows.forEach((model, ends) -> closed.put(model, (long) ends.size()));
    return closed;
  }

  private void onDeadLetter(DeadLetter letter) {
    if (letter.cause().disposition() == DeadLetterCause.Disposition.WITHHELD) {
      withheld++;
    } else if (path.lost(letter)) {
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
