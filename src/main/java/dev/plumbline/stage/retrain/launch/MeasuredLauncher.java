package dev.plumbline.stage.retrain.launch;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.train.TrainingResult;
import dev.plumbline.stage.retrain.train.tune.TrainingCurve;
import dev.plumbline.stage.retrain.train.tune.TrainingCurve.Epoch;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A launcher whose trainings' curves are metrics: for each model those of its newest training, by
 * epoch ({@code plumbline.training.loss}, {@code plumbline.training.accuracy}).
 */
public final class MeasuredLauncher implements TrainerLauncher {

  private final TrainerLauncher launcher;
  private final MultiGauge loss;
  private final MultiGauge accuracy;
  private final Map<String, TrainingCurve> newest = new TreeMap<>();

  public MeasuredLauncher(TrainerLauncher launcher, MeterRegistry registry) {
    this.launcher = launcher;
    this.loss = MultiGauge.builder("plumbline.training.loss").register(registry);
    this.accuracy = MultiGauge.builder("plumbline.training.accuracy").register(registry);
  }

  @Override
  public TrainingResult train(RetrainingJob job, Policy policy, JobFolder folder)
      throws IOException, InterruptedException, TrainingFailedException {
    TrainingResult result = launcher.train(job, policy, folder);
    show(job.model(), result.curve());
    return result;
  }

  @Override
  public boolean outlives(Policy policy) {
    return launcher.outlives(policy);
  }

  private synchronized void show(String model, @Nullable TrainingCurve curve) {
    if (curve == null) {
      newest.remove(model);
    } else {
      newest.put(model, curve);
    }
    List<Row<?>> losses = new ArrayList<>();
    List<Row<?>> accuracies = new ArrayList<>();
    newest.forEach(
        (of, shown) -> {
          for (Epoch epoch : shown.epochs()) {
            Tags tags = Tags.of("model", of, "epoch", Integer.toString(epoch.epoch()));
            add(losses, tags.and("records", "learned"), epoch.loss());
            add(losses, tags.and("records", "checked"), epoch.checkLoss());
            add(accuracies, tags.and("records", "checked"), epoch.checkAccuracy());
          }
        });
    loss.register(losses, true);
    accuracy.register(accuracies, true);
  }

  private static void add(List<Row<?>> rows, Tags tags, @Nullable Double value) {
    if (value != null) {
      rows.add(Row.of(tags, value));
    }
  }
}
