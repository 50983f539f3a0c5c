package dev.plumbline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which device a name means on a machine with so many GPUs; none is needed to say it. */
class DjlEngineTest {

  @ParameterizedTest
  @CsvSource({
    "auto, 0, cpu",
    "auto, 1, gpu0",
    "auto, 4, gpu0",
    "cpu, 0, cpu",
    "cpu, 2, cpu",
    "gpu, 1, gpu0",
    "gpu0, 1, gpu0",
    "gpu3, 4, gpu3",
  })
  void shouldTakeTheDeviceThatIsThere(String name, int gpus, String device) {
    // When
    Device found = DjlEngine.device(name, gpus);

    // Then
    assertThat(found.isGpu() ? "gpu" + found.getDeviceId() : found.getDeviceType())
        .isEqualTo(device);
  }

  @ParameterizedTest
  @CsvSource({"gpu, 0", "gpu0, 0", "gpu1, 1", "gpu4, 4"})
  void shouldRefuseTheDeviceThatIsNotThere(String name, int gpus) {
    assertThatThrownBy(() -> DjlEngine.device(name, gpus))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("device " + name + " was asked for but this process sees " + gpus);
  }

  @ParameterizedTest
  @CsvSource({"cuda, 1", "gpu-1, 1", "gpu1000, 2000", "GPU, 1"})
  void shouldRefuseANameThatMeansNothing(String name, int gpus) {
    assertThatThrownBy(() -> DjlEngine.device(name, gpus))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("use auto, cpu, gpu or gpuN");
  }
}
