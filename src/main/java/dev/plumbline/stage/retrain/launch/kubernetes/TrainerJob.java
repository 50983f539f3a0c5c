package dev.plumbline.stage.retrain.launch.kubernetes;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.policy.retraining.LauncherPolicy;
import dev.plumbline.policy.retraining.LauncherPolicy.PodResources;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The Kubernetes Job of a retraining job.
 *
 * @param pods what its pod is made from
 * @param asked what the policy says
 * @param deadline after which Kubernetes stops the pod
 */
record TrainerJob(TrainerPods pods, LauncherPolicy.Kubernetes asked, Duration deadline) {

  /** Annotations with names that labels would not take. */
  static final String JOB = "plumbline/job";

  static final String MODEL = "plumbline/model";

  /** Not those of the service's pods, which Services and policies of the network select. */
  private static final Map<String, String> LABELS =
      Map.of(
          "app.kubernetes.io/name", "plumbline-trainer",
          "app.kubernetes.io/managed-by", "plumbline");

  private static final int MOST_READABLE = 40;
  private static final int HASH_BYTES = 5;

  /** The same for the same job, and a DNS label: the job's id as far as it fits, and its hash. */
  static String name(RetrainingJob job) {
    String readable =
        job.jobId().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-", "");
    String cut = readable.substring(0, Math.min(readable.length(), MOST_READABLE));
    return "plumbline-" + (cut + "-" + hash(job.jobId())).replaceAll("-+", "-");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * @param arguments of the container, after the image's entry point
   */
  Job build(RetrainingJob job, List<String> arguments) {
    Map<String, String> names = Map.of(JOB, job.jobId(), MODEL, job.model());
    return new JobBuilder()
        .withNewMetadata()
        .withName(name(job))
        .withLabels(LABELS)
        .withAnnotations(names)
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(0) // whether a failed job is tried again is the policy's to say
        .withActiveDeadlineSeconds(Math.max(1, deadline.toSeconds()))
        .withTtlSecondsAfterFinished((int) Math.min(asked.ttl().toSeconds(), Integer.MAX_VALUE))
        .withNewTemplate()
        .withMetadata(pods.template().getMetadata())
        .editOrNewMetadata()
        .withName(null)
        .withNamespace(null)
        .addToLabels(LABELS)
        .addToAnnotations(names)
        .endMetadata()
        .withSpec(spec(arguments))
        .endTemplate()
        .endSpec()
        .build();
  }

  private PodSpec spec(List<String> arguments) {
    PodSpec template = pods.template().getSpec();
    Container trainer = template.getContainers().get(pods.trainer());
    return new PodSpecBuilder(template)
        .withRestartPolicy("Never")
        .setToContainers(
            pods.trainer(),
            new ContainerBuilder(trainer)
                .withImage(asked.image() == null ? trainer.getImage() : asked.image())
                .withArgs(arguments)
                .withResources(resources(trainer.getResources()))
                .withTerminationMessagePolicy("FallbackToLogsOnError") // its last words
                .build())
        .build();
  }

  private ResourceRequirements resources(ResourceRequirements template) {
    PodResources wanted = asked.resources();
    ResourceRequirementsBuilder resources =
        template == null
            ? new ResourceRequirementsBuilder()
            : new ResourceRequirementsBuilder(template);
    if (wanted.cpu() != null) {
      both(resources, "cpu", BigDecimal.valueOf(wanted.cpu()).toPlainString());
    }
    if (wanted.memory() != null) {
      both(resources, "memory", Long.toString(wanted.memory()));
    }
    if (wanted.gpus() > 0) {
      both(resources, pods.gpuResource(), Integer.toString(wanted.gpus()));
    }
    return resources.build();
  }

  private static void both(ResourceRequirementsBuilder resources, String name, String amount) {
    resources.addToRequests(name, new Quantity(amount)).addToLimits(name, new Quantity(amount));
  }
}
