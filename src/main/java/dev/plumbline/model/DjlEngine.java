package dev.plumbline.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Map;

/** The PyTorch engine of this process: how it is set up, and the device that a name means. */
public final class DjlEngine {

  /** Named always, because the tokenizers bring a second engine that ignores attention masks. */
  public static final String NAME = "PyTorch";

  /**
   * No downloads and no telemetry; one intra-op thread, because predictors on threads of their own
   * scale better and do not stall each other; no graph optimizer, which only makes starts slow.
   */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "ai.djl.offline", "true",
          "OPT_OUT_TRACKING", "true",
          "RUST_FLAVOR", "cpu",
          "ai.djl.pytorch.num_threads", "1",
          "ai.djl.pytorch.num_interop_threads", "1",
          "ai.djl.pytorch.graph_optimizer", "false");

  private DjlEngine() {}

  /** What an operator sets on the command line stays; call before anything else of DJL. */
  private static void configure() {
    SETTINGS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }

  /**
   * @param name {@code auto}, {@code cpu}, {@code gpu} or {@code gpuN}
   * @throws ModelException when there is no such device, or no engine
   */
  public static Device device(String name) {
    configure();
    int gpus = engine().getGpuCount();
    if (name.equals("cpu") || (name.equals("auto") && gpus == 0)) {
      return Device.cpu();
    }
    int wanted = name.equals("auto") || name.equals("gpu") ? 0 : number(name);
    if (wanted >= gpus) {
      throw new ModelException(
          "device %s was asked for but this process sees %d GPUs; use auto or cpu, or add the CUDA build of PyTorch"
              .formatted(name, gpus));
    }
    return Device.gpu(wanted);
  }

  /** Of the PyTorch that runs. */
  static String version() {
    return engine().getVersion();
  }

  private static Engine engine() {
    try {
      return Engine.getEngine(NAME);
    } catch (RuntimeException e) {
      throw new ModelException(
          "PyTorch does not start: the native libraries for this platform must be on the class path",
          e);
    }
  }

  private static int number(String name) {
    if (!name.matches("gpu\\d{1,3}")) {
      throw new ModelException("device " + name + " is unknown; use auto, cpu, gpu or gpuN");
    }
    return Integer.parseInt(name.substring("gpu".length()));
  }
}
