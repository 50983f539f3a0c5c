package dev.plumbline.stage.retrain.launch.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pods of trainers are made from.
 *
 * @param template a pod, whose container {@value #CONTAINER} (or only one) is the trainer's
 * @param namespace where Jobs are made; null for that of the service's own account
 * @param gpuResource what a GPU is called on this cluster's nodes
 */
public record TrainerPods(Pod template, @Nullable String namespace, String gpuResource) {

  static final String CONTAINER = "trainer";

  public TrainerPods {
    trainer(template);
  }

  /**
   * @param template a YAML file of kind Pod
   * @throws IOException when it cannot be read
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static TrainerPods read(Path template, @Nullable String namespace, String gpuResource)
      throws IOException {
    String text = Files.readString(template);
    Pod pod;
    try {
      pod = Serialization.unmarshal(text, Pod.class);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("is not YAML of kind Pod", e);
    }
    if (pod == null || !"Pod".equals(pod.getKind())) {
      throw new IllegalArgumentException("is not of kind Pod");
    }
    return new TrainerPods(pod, namespace, gpuResource);
  }

  /** The position of the trainer's container. */
  int trainer() {
    return trainer(template);
  }

  /** The name of the trainer's container. */
  String container() {
    return template.getSpec().getContainers().get(trainer()).getName();
  }

  private static int trainer(Pod pod) {
    List<Container> containers = pod.getSpec() == null ? List.of() : pod.getSpec().getContainers();
    for (int i = 0; i < containers.size(); i++) {
      if (containers.size() == 1 || CONTAINER.equals(containers.get(i).getName())) {
        return i;
      }
    }
    throw new IllegalArgumentException("has no container '" + CONTAINER + "'");
  }
}
