package dev.plumbline.cli.jobs;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.JobDecision;
import dev.plumbline.event.JobDecision.Verdict;
import dev.plumbline.event.JobResult;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a person can ask for. Everything is a record more in a topic, in the person's name; jobs are
 * carried on by the launcher beside the retrain stage, which may be away for the moment.
 */
public final class JobDesk {

  private static final DateTimeFormatter COMPACT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final JobTopics topics;
  private final String user;
  private final InstantSource clock;

  /**
   * @param user in whose name it is done
   */
  public JobDesk(JobTopics topics, String user, InstantSource clock) {
    this.topics = topics;
    this.user = user;
    this.clock = clock;
  }

  /**
   * The jobs that there are, the newest first.
   *
   * @param model null for all
   */
  public List<RetrainingJob> jobs(@Nullable String model) {
    return topics.jobs().stream()
        .filter(job -> model == null || job.model().equals(model))
        .toList();
  }

  /**
   * Asks for a job; one is under way at a time.
   *
   * @param rule the gap to close
   */
  public RetrainingJob ask(String model, AlertRule rule, String reason)
      throws InterruptedException {
    List<RetrainingJob> known = jobs(model);
    Optional<RetrainingJob> busy = known.stream().filter(job -> !job.state().ended()).findFirst();
    if (busy.isPresent()) {
      throw new JobRefusal(
          "job %s of %s is %s, and there is one at a time"
              .formatted(busy.get().jobId(), model, word(busy.get().state())));
    }
    Instant now = clock.instant();
    RetrainingJob job =
        new RetrainingJob(
            id(model, now, known),
            model,
            State.REQUESTED,
            RetrainingJob.PERSON + user + ": " + reason,
            rule,
            now,
            now,
            0,
            JobResult.NONE,
            "");
    topics.append(job);
    return job;
  }

  private static String id(String model, Instant now, List<RetrainingJob> known) {
    String first = model + "-" + COMPACT.format(now);
    boolean taken = known.stream().anyMatch(job -> job.jobId().equals(first));
    return taken ? first + "-" + known.size() : first;
  }

  /** Says what is to become of a job. */
  public RetrainingJob decide(String jobId, Verdict verdict, @Nullable String reason)
      throws InterruptedException {
    RetrainingJob job =
        topics.jobs().stream()
            .filter(each -> each.jobId().equals(jobId))
            .findFirst()
            .orElseThrow(
                () -> new JobRefusal("there is no job " + jobId + "; plumbline jobs lists them"));
    check(job, verdict);
    RetrainingJob decided =
        job.decided(new JobDecision(verdict, user, clock.instant(), reason), job.result());
    topics.append(decided);
    return decided;
  }

  private static void check(RetrainingJob job, Verdict verdict) {
    JobDecision pending = job.pending();
    if (pending != null) {
      throw new JobRefusal(
          "job %s: %s has already decided to %s it"
              .formatted(job.jobId(), pending.by(), word(pending.verdict())));
    }
    if (!verdict.concerns(job.state())) {
      throw new JobRefusal(
          "job %s is %s; to %s it, it must be %s"
              .formatted(job.jobId(), word(job.state()), word(verdict), states(verdict)));
    }
    if (verdict == Verdict.PROMOTE && job.result().modelVersion() == null) {
      throw new JobRefusal(
          "job " + job.jobId() + " is of a build that noted no version: retrain instead");
    }
  }

  private static String states(Verdict verdict) {
    return Stream.of(State.values())
        .filter(verdict::concerns)
        .map(JobDesk::word)
        .collect(Collectors.joining(" or "));
  }

  /**
   * Takes a model back, at once and without the launcher.
   *
   * @param to the version; null for the one before
   */
  public ModelRelease rollBack(String model, @Nullable String to, @Nullable String reason)
      throws InterruptedException {
    ModelRelease serving = topics.newestRelease(model);
    if (serving == null) {
      throw new JobRefusal("there is no release of " + model + ": it serves what its policy names");
    }
    EarlierRelease back = earlier(serving, to);
    ModelRelease release = serving.rolledBackTo(back, clock.instant());
    topics.append(release);
    Optional<RetrainingJob> promoted =
        topics.jobs().stream()
            .filter(job -> job.jobId().equals(serving.cause()))
            .filter(job -> Verdict.ROLL_BACK.concerns(job.state()))
            .findFirst();
    if (promoted.isPresent()) {
      topics.append(rolledBack(promoted.get(), reason));
    }
    return release;
  }

  private static EarlierRelease earlier(ModelRelease serving, @Nullable String to) {
    return serving.previous().stream()
        .filter(each -> to == null || each.modelVersion().equals(to))
        .findFirst()
        .orElseThrow(
            () ->
                new JobRefusal(
                    "%s cannot go back%s; versions before %s: %s"
                        .formatted(
                            serving.model(),
                            to == null ? "" : " to " + to,
                            serving.modelVersion(),
                            versions(serving))));
  }

  private static String versions(ModelRelease serving) {
    return serving.previous().isEmpty()
        ? "none"
        : serving.previous().stream()
            .map(EarlierRelease::modelVersion)
            .collect(Collectors.joining(", "));
  }

  private RetrainingJob rolledBack(RetrainingJob job, @Nullable String reason) {
    Instant now = clock.instant();
    return job.decided(new JobDecision(Verdict.ROLL_BACK, user, now, reason), job.result())
        .becomes(
            State.ROLLED_BACK,
            now,
            job.result().over(Objects.requireNonNullElse(reason, "rolled back by " + user)));
  }

  /** As it is written in the topic. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
