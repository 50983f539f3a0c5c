package dev.plumbline.stage.retrain.train.tune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The last layer alone. Its input is computed once for every text, so that it is fitted to its
 * optimum in seconds; nothing is learned too long, because the optimum is held near the layer as it
 * was.
 */
final class HeadTuning implements Tuning {

  private final HeadModel model;
  private final TuningProgress progress;
  private final SoftmaxHead before;
  private SoftmaxHead after;

  HeadTuning(HeadModel model, TuningProgress progress) {
    this.model = model;
    this.progress = progress;
    this.before = model.head();
    this.after = before;
  }

  @Override
  public TrainingCurve fit(TuningSet set, long seed) {
    List<float[]> features = features(set.texts(), "encoding what is learned from");
    HeadTrainer trainer = new HeadTrainer(before, features, set.labels(), set.weights());
    after = trainer.fit(seed);
    return trainer.curve();
  }

  @Override
  public List<LogitPair> answer(List<String> texts) {
    List<LogitPair> answers = new ArrayList<>(texts.size());
    for (float[] feature : features(texts, "asking both models")) {
      answers.add(new LogitPair(before.logits(feature), after.logits(feature)));
    }
    return answers;
  }

  private List<float[]> features(List<String> texts, String step) {
    return model.features(texts, share -> progress.at(step, share));
  }

  @Override
  public void write(Path file) {
    model.write(after, file);
  }

  @Override
  public void close() {
    model.close();
  }
}
