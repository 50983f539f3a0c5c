package dev.plumbline.stage.retrain.launch.kubernetes;

import dev.plumbline.stage.retrain.launch.ExitReason;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a Job ended, and why, as its conditions and its pods say. */
final class JobEnd {

  private static final String DEADLINE = "DeadlineExceeded";
  private static final String OUT_OF_MEMORY = "OOMKilled";

  private JobEnd() {}

  /** Also of a Job that somebody removed. */
  static boolean ended(@Nullable Job job) {
    return job == null || completed(job) || failed(job).isPresent();
  }

  static boolean completed(Job job) {
    return condition(job, "Complete").isPresent();
  }

  private static Optional<JobCondition> failed(Job job) {
    return condition(job, "Failed");
  }

  private static Optional<JobCondition> condition(Job job, String type) {
    return job.getStatus() == null
        ? Optional.empty()
        : job.getStatus().getConditions().stream()
            .filter(each -> type.equals(each.getType()) && "True".equals(each.getStatus()))
            .findFirst();
  }

  /**
   * @param pods of the Job
   * @param waited what a pod that did not start had waited for; empty when it started
   */
  static String reason(Job job, List<Pod> pods, String container, String waited) {
    String why = failed(job).map(JobCondition::getReason).orElse("");
    if (why.equals(DEADLINE)) {
      return "the trainer was stopped at its deadline"
          + (waited.isEmpty() ? "" : "; its pod had not started: " + waited);
    }
    Pod pod = pods.stream().max(Comparator.comparing(JobEnd::created)).orElse(null);
    if (pod == null) {
      return "the Job failed: " + why;
    }
    return terminated(pod, container)
        .map(JobEnd::words)
        .or(() -> Optional.ofNullable(pod.getStatus()).map(each -> each.getReason()))
        .map(text -> text.contains(" ") ? text : "the trainer's pod failed: " + text)
        .orElse("the Job failed: " + why);
  }

  private static String created(Pod pod) {
    String at = pod.getMetadata().getCreationTimestamp();
    return at == null ? "" : at;
  }

  private static Optional<ContainerStateTerminated> terminated(Pod pod, String container) {
    return states(pod, container).map(ContainerState::getTerminated).filter(JobEnd::is).findFirst();
  }

  private static String words(ContainerStateTerminated end) {
    if (OUT_OF_MEMORY.equals(end.getReason())) {
      return "the trainer's container used more memory than its limit";
    }
    String log = end.getMessage() == null ? "" : end.getMessage();
    return ExitReason.words(end.getExitCode() == null ? -1 : end.getExitCode(), log);
  }

  /** What a pod waits for before it starts, such as an image; empty when it has started. */
  static String waits(List<Pod> pods, String container) {
    return pods.stream()
        .flatMap(pod -> states(pod, container))
        .map(ContainerState::getWaiting)
        .filter(JobEnd::is)
        .map(waiting -> waiting.getReason())
        .filter(JobEnd::is)
        .findFirst()
        .orElse("");
  }

  private static Stream<ContainerState> states(Pod pod, String container) {
    return pod.getStatus() == null
        ? Stream.empty()
        : pod.getStatus().getContainerStatuses().stream()
            .filter(status -> container.equals(status.getName()))
            .map(ContainerStatus::getState)
            .filter(JobEnd::is);
  }

  private static boolean is(@Nullable Object part) {
    return part != null;
  }
}
