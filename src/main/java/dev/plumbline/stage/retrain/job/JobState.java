package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.stage.retrain.demand.RememberedAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one model's retraining.
 *
 * @param time newest event time of what has come; null before anything with one
 * @param alerts all that are open, at most {@value #MOST_ALERTS}
 * @param jobs those that have not ended, the one that serves while it may be rolled back, and the
 *     newest; at most {@value #MOST_JOBS}, by age
 * @param lastRequest event time of the newest request, retries apart
 */
public record JobState(
    @Nullable Instant time,
    List<RememberedAlert> alerts,
    List<WatchedJob> jobs,
    @Nullable Instant lastRequest) {

  public static final JobState START = new JobState(null, List.of(), List.of(), null);

  /** Of more, the most urgent: a model whose every group pages is retrained all the same. */
  static final int MOST_ALERTS = 200;

  /** Of more, the newest: the flow opens one at a time, but others can write jobs too. */
  private static final int MOST_JOBS = 50;

  /** Event time is kept to the second, so that not every label is a new state. */
  private static final Duration GRAIN = Duration.ofSeconds(1);

  private static final Comparator<WatchedJob> AGE =
      Comparator.comparing((WatchedJob each) -> each.job().requestedAt())
          .thenComparing(each -> each.job().attempt())
          .thenComparing(each -> each.job().jobId());

  public JobState {
    alerts = alerts == null ? List.of() : List.copyOf(alerts);
    jobs = jobs == null ? List.of() : List.copyOf(jobs);
  }

  JobState at(@Nullable Instant event) {
    if (event == null || (time != null && event.isBefore(time.plus(GRAIN)))) {
      return this;
    }
    return new JobState(
        event, alerts, jobs.stream().map(each -> each.knownSince(event)).toList(), lastRequest);
  }

  JobState heard(Alert alert) {
    Map<String, RememberedAlert> open =
        alerts.stream().collect(Collectors.toMap(RememberedAlert::key, Function.identity()));
    RememberedAlert before = open.remove(alert.key());
    if (alert.state() != Alert.State.CLEARED) {
      open.put(alert.key(), RememberedAlert.read(before, alert));
    }
    List<RememberedAlert> sorted =
        open.values().stream().sorted(RememberedAlert.URGENCY).limit(MOST_ALERTS).toList();
    return new JobState(time, sorted, jobs, lastRequest);
  }

  /** With what one more record says of a job. */
  JobState read(RetrainingJob record) {
    Optional<WatchedJob> known = find(record.jobId());
    if (known.isEmpty()) {
      boolean asked = record.state() == State.REQUESTED;
      return new JobState(time, alerts, jobs, asked ? time : lastRequest).put(entered(record));
    }
    RetrainingJob next = known.get().job().then(record);
    return put(next.state() == known.get().job().state() ? known.get().with(next) : entered(next));
  }

  /** With a job that the flow opens. */
  JobState opened(RetrainingJob job) {
    Instant asked = job.attempt() == 0 ? job.requestedAt() : lastRequest;
    return new JobState(time, alerts, jobs, asked).put(entered(job));
  }

  private WatchedJob entered(RetrainingJob job) {
    return new WatchedJob(job, time, pages(), 0);
  }

  /** Keys of the open alerts that are pages. */
  Set<String> pages() {
    return alerts.stream()
        .filter(RememberedAlert::isPage)
        .map(RememberedAlert::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  JobState put(WatchedJob watched) {
    Map<String, WatchedJob> all = new TreeMap<>();
    jobs.forEach(each -> all.put(each.job().jobId(), each));
    all.put(watched.job().jobId(), watched);
    return new JobState(time, alerts, kept(all.values()), lastRequest);
  }

  private static List<WatchedJob> kept(Collection<WatchedJob> all) {
    List<WatchedJob> byAge = new ArrayList<>(all);
    byAge.sort(AGE);
    Set<WatchedJob> watched = new HashSet<>();
    watched.add(byAge.get(byAge.size() - 1));
    byAge.stream()
        .filter(each -> each.job().state() == State.PROMOTED)
        .reduce((older, newer) -> newer)
        .ifPresent(watched::add);
    List<WatchedJob> kept =
        byAge.stream()
            .filter(each -> !each.job().state().ended() || watched.contains(each))
            .toList();
    return kept.subList(Math.max(0, kept.size() - MOST_JOBS), kept.size());
  }

  Optional<WatchedJob> find(String jobId) {
    return jobs.stream().filter(each -> each.job().jobId().equals(jobId)).findFirst();
  }

  /** The job that was asked for last. */
  Optional<RetrainingJob> newest() {
    return jobs.isEmpty() ? Optional.empty() : Optional.of(jobs.get(jobs.size() - 1).job());
  }

  /** Whether a job has not ended. */
  public boolean isBusy() {
    return jobs.stream().anyMatch(each -> !each.job().state().ended());
  }

  /** Jobs whose candidate is on trial. */
  public Stream<RetrainingJob> onTrial() {
    return jobs.stream().map(WatchedJob::job).filter(job -> job.state() == State.SHADOWING);
  }

  /** The candidate on trial that is of this version. */
  public Optional<RetrainingJob> onTrial(@Nullable String modelVersion) {
    return onTrial()
        .filter(job -> modelVersion != null && modelVersion.equals(job.result().modelVersion()))
        .findFirst();
  }
}
