package dev.plumbline.stage.retrain.launch.kubernetes;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.retraining.LauncherPolicy;
import dev.plumbline.stage.retrain.launch.JobFolder;
import dev.plumbline.stage.retrain.launch.TrainerLauncher;
import dev.plumbline.stage.retrain.launch.TrainerOptions;
import dev.plumbline.stage.retrain.launch.TrainingFailedException;
import dev.plumbline.stage.retrain.train.TrainingResult;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.ScalableResource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a Job, watches it until it has ended, and takes the candidate out of the work directory
 * that both mount. A service that stops leaves the Job running, and the next one waits for it.
 */
public final class KubernetesLauncher implements TrainerLauncher {

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesLauncher.class);

  private static final int CONFLICT = 409;
  private static final long WATCH_SECONDS = 30;

  /** How much longer than a deadline Kubernetes may take to say that it is over. */
  private static final Duration GRACE = Duration.ofMinutes(10);

  /** A file that another machine wrote may be seen so much later on a shared volume. */
  private static final Duration SETTLE = Duration.ofMinutes(1);

  private final Supplier<KubernetesClient> clients;
  private final TrainerPods pods;
  private final TrainerOptions options;
  private final Duration limit;
  private final Duration settle;

  /**
   * As the account of this service's pod, or as the user of the machine's kubeconfig.
   *
   * @param limit time after which the trainer is stopped, where the policy says nothing
   */
  public KubernetesLauncher(TrainerPods pods, TrainerOptions options, Duration limit) {
    this(() -> new KubernetesClientBuilder().build(), pods, options, limit, SETTLE);
  }

  /**
   * @param settle how long to wait for the result of a Job that has completed
   */
  KubernetesLauncher(
      Supplier<KubernetesClient> clients,
      TrainerPods pods,
      TrainerOptions options,
      Duration limit,
      Duration settle) {
    this.clients = clients;
    this.pods = pods;
    this.options = options;
    this.limit = limit;
    this.settle = settle;
  }

  @Override
  public TrainingResult train(RetrainingJob job, Policy policy, JobFolder folder)
      throws IOException, InterruptedException, TrainingFailedException {
    boolean goesOn = false;
    try (KubernetesClient client = clients.get()) {
      return train(client, job, policy, folder);
    } catch (InterruptedException e) {
      goesOn = true; // the Job still reads its examples
      throw e;
    } finally {
      if (!goesOn) {
        folder.clear();
      }
    }
  }

  private TrainingResult train(
      KubernetesClient client, RetrainingJob job, Policy policy, JobFolder folder)
      throws IOException, InterruptedException, TrainingFailedException {
    LauncherPolicy.Kubernetes asked = (LauncherPolicy.Kubernetes) policy.retraining().launcher();
    Duration deadline = asked.deadline() == null ? limit : asked.deadline();
    KubernetesCalls calls = new KubernetesCalls(deadline.plus(GRACE));
    ScalableResource<Job> at = named(client, TrainerJob.name(job));
    Job known = calls.ask("read the Job", at::get);
    if (known == null) {
      folder.prepare();
      List<String> arguments = new ArrayList<>(List.of("train"));
      arguments.addAll(options.forJob(job, policy, folder));
      arguments.add(TrainerOptions.EXIT_ZERO_WHEN_REJECTED);
      Job wanted = new TrainerJob(pods, asked, deadline).build(job, arguments);
      known = create(calls, client, wanted);
    } else {
      LOG.info("the Job of an earlier start is found, job={}", job.jobId());
    }
    if (!job.jobId().equals(known.getMetadata().getAnnotations().get(TrainerJob.JOB))) {
      throw new TrainingFailedException(
          "the Job " + known.getMetadata().getName() + " is not of retraining job " + job.jobId());
    }
    await(calls, client, at);
    return folder.acceptSoon(settle);
  }

  private ScalableResource<Job> named(KubernetesClient client, String name) {
    return client.batch().v1().jobs().inNamespace(namespace(client)).withName(name);
  }

  private String namespace(KubernetesClient client) {
    String own = client.getNamespace();
    return pods.namespace() != null ? pods.namespace() : own == null ? "default" : own;
  }

  /** One that another process made in the meantime is as good. */
  private Job create(KubernetesCalls calls, KubernetesClient client, Job job)
      throws InterruptedException, TrainingFailedException {
    return calls.ask(
        "create the Job",
        () -> {
          ScalableResource<Job> at = named(client, job.getMetadata().getName());
          try {
            return client.batch().v1().jobs().inNamespace(namespace(client)).resource(job).create();
          } catch (KubernetesClientException e) {
            Job there = e.getCode() == CONFLICT ? at.get() : null;
            if (there == null) {
              throw e;
            }
            return there;
          }
        });
  }

  /**
   * @throws TrainingFailedException when the Job did not complete
   */
  private void await(KubernetesCalls calls, KubernetesClient client, ScalableResource<Job> at)
      throws InterruptedException, TrainingFailedException {
    String waited = "";
    while (true) {
      Job job;
      try {
        calls.ask(
            "watch the Job",
            () -> at.waitUntilCondition(JobEnd::ended, WATCH_SECONDS, TimeUnit.SECONDS));
        job = calls.ask("read the Job", at::get); // a watch may begin with an old list
      } catch (KubernetesClientTimeoutException e) {
        waited = JobEnd.waits(pods(calls, client, at), pods.container());
        job = over(calls, at);
      }
      if (job == null) {
        throw new TrainingFailedException("the Job was removed before it had ended");
      }
      if (JobEnd.completed(job)) {
        return;
      }
      if (JobEnd.ended(job)) {
        throw new TrainingFailedException(
            JobEnd.reason(job, pods(calls, client, at), pods.container(), waited));
      }
    }
  }

  /** The Job as it is, unless it should have ended long ago. */
  private static @Nullable Job over(KubernetesCalls calls, ScalableResource<Job> at)
      throws InterruptedException, TrainingFailedException {
    if (calls.over()) {
      calls.ask("remove the Job", at::delete);
      throw new TrainingFailedException(
          "the Job had not ended " + GRACE + " after its deadline, and was removed");
    }
    return calls.ask("read the Job", at::get);
  }

  private List<Pod> pods(KubernetesCalls calls, KubernetesClient client, ScalableResource<Job> at)
      throws InterruptedException, TrainingFailedException {
    Job job = calls.ask("read the Job", at::get);
    return job == null
        ? List.of()
        : calls.ask(
            "list the Job's pods",
            () ->
                client
                    .pods()
                    .inNamespace(namespace(client))
                    .withLabel("job-name", job.getMetadata().getName())
                    .list()
                    .getItems());
  }
}
