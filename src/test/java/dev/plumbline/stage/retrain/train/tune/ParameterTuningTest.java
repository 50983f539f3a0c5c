package dev.plumbline.stage.retrain.train.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.model.DjlTokenizer;
import dev.plumbline.model.DjlTrainable;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.model.Softmax;
import dev.plumbline.policy.retraining.DescentPolicy;
import dev.plumbline.policy.retraining.TrainingPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module of 2,000 parameters; one word of a text says its label. */
class ParameterTuningTest {

  private static final Path MODEL = Path.of("src/test/resources/models/tiny");
  private static final List<String> LABELS =
      List.of("refund", "card", "cash", "fee", "transfer", "other");
  private static final List<String> AROUND = List.of("i want a", "please", "my", "was stolen");

  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();
  private final List<Double> shares = new ArrayList<>();

  private final TuningProgress progress =
      new TuningProgress() {
        @Override
        public void say(String line) {
          said.add(line);
        }

        @Override
        public void at(String step, double share) {
          shares.add(share);
        }
      };

  @Test
  void shouldLearnWhenAllParametersAreMoved() {
    // Given
    DescentPolicy descent = descent(8, 16, 0.02);
    TuningSet set = set(400, 1);
    try (Tuning tuning = open(descent, TrainingPolicy.ALL)) {
      // When
      TrainingCurve curve = tuning.fit(set, 3);
      // Then
      TrainingCurve.Epoch start = curve.epochs().get(0);
      TrainingCurve.Epoch kept = curve.epochs().get(curve.kept());
      assertThat(start.checkAccuracy()).isLessThan(0.5);
      assertThat(kept.checkAccuracy()).isGreaterThan(0.95);
      assertThat(kept.checkLoss()).isLessThan(0.2 * start.checkLoss());
      assertThat(right(tuning, set(200, 2))).isGreaterThan(190);
      assertThat(said)
          .hasSizeGreaterThanOrEqualTo(curve.kept())
          .first()
          .asString()
          .startsWith("epoch 1 of 8: loss ");
      assertThat(shares).isNotEmpty().allMatch(share -> share > 0 && share <= 1);
    }
  }

  @Test
  void shouldLeaveAllOtherParametersAsTheyAreWhenSomeAreNamed() {
    // Given
    Map<String, float[]> before = parameters(MODEL);
    try (Tuning tuning = open(descent(3, 16, 0.01), "^query", "classifier\\.bias")) {
      // When
      tuning.fit(set(200, 1), 3);
      Map<String, float[]> after = parameters(written(tuning));
      // Then
      List<String> moved =
          before.keySet().stream()
              .filter(name -> !Arrays.equals(before.get(name), after.get(name)))
              .toList();
      assertThat(moved).containsExactlyInAnyOrder("query.weight", "query.bias", "classifier.bias");
    }
  }

  @Test
  void shouldWriteTheSameFileWhenTheSeedIsTheSame() throws IOException {
    // Given
    byte[][] files = new byte[3][];
    for (int run = 0; run < files.length; run++) {
      try (Tuning tuning = open(descent(2, 16, 0.01), TrainingPolicy.ALL)) {
        // When
        tuning.fit(set(200, 1), run == 2 ? 4 : 3);
        files[run] = Files.readAllBytes(written(tuning).resolve(ModelFolder.MODEL));
      }
    }
    // Then
    assertThat(files[1]).isEqualTo(files[0]);
    assertThat(files[2]).isNotEqualTo(files[0]);
  }

  @Test
  void shouldKeepTheModelAsItWasWhenTrainingOnlyHarms() {
    // Given labels that have nothing to do with the texts, and far too long steps
    TuningSet set = set(300, 1);
    int[] noise = new Random(5).ints(set.size(), 0, LABELS.size()).toArray();
    DescentPolicy descent = new DescentPolicy(50, 16, 0.9, 0, 0, 1000, 3);
    try (Tuning tuning = open(descent, TrainingPolicy.ALL)) {
      // When
      TrainingCurve curve = tuning.fit(new TuningSet(set.texts(), noise, set.weights()), 3);
      // Then
      assertThat(curve.kept()).isZero();
      assertThat(curve.epochs()).hasSize(1 + 3);
      assertThat(said).last().isEqualTo("no better for 3 epochs, which ends it");
      for (LogitPair answer : tuning.answer(set.texts())) {
        assertThat(answer.after()).isEqualTo(answer.before());
      }
    }
  }

  /** After Loshchilov and Hutter 2019, algorithm 2, in double, for the bias of the last layer. */
  @Test
  void shouldMoveAsAdamWDoesWhenEveryStepIsOverAll() {
    // Given steps so long that the gradient is cut, and a rate that rises and falls
    TuningSet set = set(120, 1);
    int epochs = 10;
    DescentPolicy descent = new DescentPolicy(epochs, 1000, 0.05, 0.3, 0.3, 0.05, 100);
    try (Tuning tuning = open(descent, "classifier\\.bias")) {
      double[] bias = doubles(parameters(MODEL).get("classifier.bias"));
      double[] start = bias.clone();
      List<LogitPair> asked = tuning.answer(set.texts());
      TuningSet learn = set.rest(0.1, 3 ^ 0x5eed);
      List<LogitPair> learned = tuning.answer(learn.texts());
      double[] first = new double[bias.length];
      double[] second = new double[bias.length];
      for (int step = 1; step <= epochs; step++) {
        double[] gradient = new double[bias.length];
        for (int i = 0; i < learn.size(); i++) {
          double[] p = probabilities(learned.get(i).before(), bias, start);
          for (int label = 0; label < p.length; label++) {
            gradient[label] +=
                learn.weights()[i]
                    * (p[label] - (label == learn.labels()[i] ? 1 : 0))
                    / learn.size();
          }
        }
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        assertThat(norm).isGreaterThan(0.05);
        double rate = step <= 3 ? 0.05 * step / 3 : 0.05 * (11 - step) / 8.0;
        for (int label = 0; label < bias.length; label++) {
          double g = gradient[label] * 0.05 / norm;
          first[label] = 0.9 * first[label] + 0.1 * g;
          second[label] = 0.999 * second[label] + 0.001 * g * g;
          double m = first[label] / (1 - Math.pow(0.9, step));
          double v = second[label] / (1 - Math.pow(0.999, step));
          bias[label] -= rate * (m / (Math.sqrt(v) + 1e-8) + 0.3 * bias[label]);
        }
      }
      // When
      TrainingCurve curve = tuning.fit(set, 3);
      // Then
      assertThat(curve.kept()).isEqualTo(epochs);
      float[] found = parameters(written(tuning)).get("classifier.bias");
      assertThat(doubles(found)).containsExactly(bias, within(1e-4));
      assertThat(Math.abs(bias[0] - start[0])).isGreaterThan(0.05);
      assertThat(asked).hasSize(set.size());
    }
  }

  @Test
  void shouldWeighWhenExamplesCountDifferently() {
    // Given texts that are the same but for their label: the more weight, the more probable
    List<String> texts = new ArrayList<>();
    int[] labels = new int[400];
    double[] weights = new double[400];
    for (int i = 0; i < 400; i++) {
      texts.add("please " + "a ".repeat(i / 8 % 10));
      labels[i] = i % 2;
      weights[i] = i % 2 == 0 ? 1.6 : 0.4;
    }
    try (Tuning tuning = open(descent(30, 40, 0.05), "classifier\\..*")) {
      // When
      tuning.fit(new TuningSet(texts, labels, weights), 3);
      // Then
      double[] p = Softmax.of(tuning.answer(List.of("please a")).get(0).after());
      assertThat(p[0]).isCloseTo(0.8, within(0.05));
      assertThat(p[1]).isCloseTo(0.2, within(0.05));
    }
  }

  @Test
  void shouldSayWhichNamesThereAreWhenNoneIsMeant() {
    assertThatThrownBy(() -> open(descent(1, 16, 0.01), "encoder", "^bias$"))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(
            "retraining.training.parameters names none of the parameters of " + MODEL)
        .hasMessageContaining("classifier.weight")
        .hasMessageContaining("query.bias");
  }

  private Tuning open(DescentPolicy descent, String... parameters) {
    return Tuning.open(
        ModelFolder.read(MODEL),
        new TrainingPolicy(List.of(parameters), 1000, true, false, descent),
        progress);
  }

  private static DescentPolicy descent(int epochs, int batch, double rate) {
    return new DescentPolicy(epochs, batch, rate, 0.01, 0.1, 1, 100);
  }

  private static TuningSet set(int size, long seed) {
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    int[] labels = new int[size];
    double[] weights = new double[size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(LABELS.size());
      texts.add(word(random) + " " + LABELS.get(labels[i]) + " " + word(random));
      weights[i] = i % 2 == 0 ? 1.5 : 0.5;
    }
    return new TuningSet(texts, labels, weights);
  }

  private static String word(Random random) {
    return AROUND.get(random.nextInt(AROUND.size()));
  }

  private static int right(Tuning tuning, TuningSet set) {
    int right = 0;
    List<LogitPair> answers = tuning.answer(set.texts());
    for (int i = 0; i < set.size(); i++) {
      double[] logits = doubles(answers.get(i).after());
      right += logits[set.labels()[i]] == Arrays.stream(logits).max().orElseThrow() ? 1 : 0;
    }
    return right;
  }

  private static double[] probabilities(float[] logits, double[] bias, double[] start) {
    double[] p = new double[bias.length];
    for (int label = 0; label < p.length; label++) {
      p[label] = Math.exp(logits[label] - start[label] + bias[label]);
    }
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(value -> value / sum).toArray();
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  private Path written(Tuning tuning) {
    try {
      Path written = Files.createTempDirectory(folder, "written");
      Files.copy(MODEL.resolve(ModelFolder.CONFIG), written.resolve(ModelFolder.CONFIG));
      Files.copy(MODEL.resolve(ModelFolder.TOKENIZER), written.resolve(ModelFolder.TOKENIZER));
      tuning.write(written.resolve(ModelFolder.MODEL));
      return written;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, float[]> parameters(Path path) {
    ModelFolder model = ModelFolder.read(path);
    try (DjlTokenizer tokenizer = new DjlTokenizer(model);
        DjlTrainable module =
            DjlTrainable.load(model, tokenizer.encode(List.of("a card")).batch(), name -> true)) {
      return module.copy();
    }
  }
}
