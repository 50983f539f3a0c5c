package dev.plumbline.stage.retrain.job;

import dev.plumbline.event.RetrainingJob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code retraining-jobs} and this process's own workers say of every job of the partitions
 * that are this process's, the oldest first.
 */
final class JobTable {

  private final Map<String, PlacedJob> jobs = new LinkedHashMap<>();

  /** A job and the partition that its records are in. */
  private record PlacedJob(int partition, RetrainingJob job) {}

  /** What the worker said is known here before the topic repeats what led to it. */
  void offer(RetrainingJob read, int partition) {
    jobs.merge(
        read.jobId(),
        new PlacedJob(partition, read),
        (known, now) -> new PlacedJob(partition, known.job().then(read)));
  }

  /** What a worker said, of a job that is still this process's. */
  void update(RetrainingJob said) {
    jobs.computeIfPresent(
        said.jobId(), (id, known) -> new PlacedJob(known.partition(), known.job().then(said)));
  }

  List<RetrainingJob> all() {
    return new ArrayList<>(jobs.values().stream().map(PlacedJob::job).toList());
  }

  /** Partitions come with all of their history and go with it. */
  void forget(int partition) {
    jobs.values().removeIf(placed -> placed.partition() == partition);
  }
}
