package dev.plumbline.stage.retrain.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.stage.retrain.RetrainFixtures;
import dev.plumbline.stage.retrain.train.TrainingResult;
import dev.plumbline.stage.retrain.train.tune.TrainingCurve;
import dev.plumbline.stage.retrain.train.tune.TrainingCurve.Epoch;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuredLauncherTest {

  @TempDir private Path folder;

  @Test
  void shouldServeTheCurveOfTheNewestTrainingOnlyWhenThereWereTwo() throws Exception {
    // Given
    Queue<TrainingCurve> curves = new ArrayDeque<>();
    curves.add(
        new TrainingCurve(
            List.of(
                new Epoch(0, null, 2.0, 0.5, null),
                new Epoch(1, 1.5, 1.25, 0.625, 1e-4),
                new Epoch(2, 1.0, 1.5, 0.5, 1e-5)),
            1));
    curves.add(new TrainingCurve(List.of(new Epoch(30, 0.25, null, null, 1e-5)), 30));
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    RetrainingJob job = RetrainFixtures.job("j1", State.REQUESTED);
    MeasuredLauncher launcher =
        new MeasuredLauncher(
            (any, policy, files) ->
                new TrainingResult(true, null, 2, 1, Map.of(), Map.of(), curves.remove()),
            registry);
    // When
    launcher.train(job, null, new JobFolder(folder, file -> {}));
    String first = registry.scrape();
    launcher.train(job, null, new JobFolder(folder, file -> {}));
    String second = registry.scrape();
    // Then
    String model = "model=\"" + job.model() + "\"";
    assertThat(first.lines())
        .contains(
            "plumbline_training_loss{epoch=\"0\"," + model + ",records=\"checked\"} 2.0",
            "plumbline_training_loss{epoch=\"2\"," + model + ",records=\"learned\"} 1.0",
            "plumbline_training_accuracy{epoch=\"1\"," + model + ",records=\"checked\"} 0.625")
        .noneMatch(line -> line.contains("epoch=\"0\"," + model + ",records=\"learned\""));
    assertThat(second.lines().filter(line -> line.contains("epoch=")))
        .containsExactly(
            "plumbline_training_loss{epoch=\"30\"," + model + ",records=\"learned\"} 0.25");
  }
}
