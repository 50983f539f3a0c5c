package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.model.DjlEngine;
import dev.plumbline.model.DjlNetwork;
import dev.plumbline.model.DjlTokenizer;
import dev.plumbline.model.Logits;
import dev.plumbline.model.ModelChecksums;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.model.Softmax;
import dev.plumbline.model.TokenBatch;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.gate.GateVerdict;
import dev.plumbline.stage.retrain.gate.LabelTrust;
import dev.plumbline.stage.retrain.gate.PairedPrediction;
import dev.plumbline.stage.retrain.gate.PromotionGate;
import dev.plumbline.stage.retrain.train.tune.LogitPair;
import dev.plumbline.stage.retrain.train.tune.TrainingCurve;
import dev.plumbline.stage.retrain.train.tune.Tuning;
import dev.plumbline.stage.retrain.train.tune.TuningProgress;
import dev.plumbline.stage.retrain.train.tune.TuningSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model on labelled records, weighed as the policy says, judges it on a held-back share
 * beside the model it started from, and writes the candidate's folder.
 */
public final class ModelTrainer {

  /**
   * @param rule what the alert watches; decides the groups that are reweighed and the gap that is
   *     judged
   * @param out the candidate's folder, made anew
   * @param share of the texts held back, in (0, 1)
   * @param most newest examples used
   */
  public record Settings(
      Policy policy, AlertRule rule, Path examples, Path out, double share, int most, long seed) {}

  /** Logits of the candidate, read back from disk, may differ from the trained ones by rounding. */
  private static final double ROUNDING = 1e-3;

  private static final int READ_BACK = 32;

  private final Settings settings;
  private final Policy policy;
  private final TuningProgress progress;

  public ModelTrainer(Settings settings, TuningProgress progress) {
    this.settings = settings;
    this.policy = settings.policy();
    this.progress = progress;
  }

  /**
   * @throws ModelException when the model's folder cannot be trained
   * @throws IllegalArgumentException when there is nothing to learn from, or the candidate's place
   *     is taken
   */
  public TrainingResult train() throws IOException {
    CandidateFolder out = CandidateFolder.at(settings.out());
    Path path = Objects.requireNonNull(policy.scoring().path(), "scoring.path");
    ModelChecksums.check(path, policy.scoring().sha256());
    ModelFolder folder = ModelFolder.read(path);
    LabelledExamples read = read(settings.examples());
    List<TrainingExample> trusted = trusted(folder);
    Set<String> apart = new HashSet<>();
    trusted.forEach(example -> apart.add(example.requestId()));
    List<TrainingExample> known =
        read.records().stream()
            .filter(example -> folder.labels().contains(example.label()))
            .filter(example -> !apart.contains(example.requestId()))
            .toList();
    say(
        "the newest %d examples of %d lines, %d of them with a label that the model does not have, %d unreadable lines",
        read.records().size(),
        read.lines(),
        read.records().size() - known.size(),
        read.unreadable());
    if (read.full()) {
      say("memory left no room for more examples: give the trainer more of it");
    }
    HoldoutSplit split = HoldoutSplit.split(known, settings.share());
    if (split.learn().isEmpty() || split.judge().isEmpty()) {
      throw new IllegalArgumentException(
          "there are not enough labelled records of model " + policy.model());
    }
    Beside beside = new Beside(trusted, LabelTrust.objection(policy, known));
    try (Tuning tuning = Tuning.open(folder, policy.retraining().training(), progress)) {
      return train(tuning, folder, split, beside, out);
    }
  }

  /**
   * What else decides.
   *
   * @param trusted records whose labels are known to be right; may be empty
   * @param doubt why the labels are not believed; null when they are
   */
  private record Beside(List<TrainingExample> trusted, @Nullable String doubt) {}

  private List<TrainingExample> trusted(ModelFolder folder) throws IOException {
    Path file = policy.retraining().promotion().trusted();
    return file == null
        ? List.of()
        : read(file).records().stream()
            .filter(example -> folder.labels().contains(example.label()))
            .toList();
  }

  private LabelledExamples read(Path file) throws IOException {
    return LabelledExamples.read(
        file, policy.model(), settings.most(), share -> progress.at("reading examples", share));
  }

  private TrainingResult train(
      Tuning tuning, ModelFolder folder, HoldoutSplit split, Beside beside, CandidateFolder out)
      throws IOException {
    say("learning from %d, judging by %d", split.learn().size(), split.judge().size());
    TrainingCurve curve = tuning.fit(learned(folder, split.learn()), settings.seed());
    List<LogitPair> judged = tuning.answer(texts(split.judge()));
    GateVerdict verdict =
        PromotionGate.judge(policy, settings.rule(), pairs(folder, split.judge(), judged));
    say("before %s, after %s", verdict.before(), verdict.after());
    String harm = beside.trusted().isEmpty() ? null : harm(tuning, folder, beside.trusted());
    String objection =
        Stream.of(beside.doubt(), harm, verdict.reason())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    TrainingResult result =
        new TrainingResult(
            objection == null,
            objection,
            split.learn().size(),
            split.judge().size(),
            verdict.before(),
            verdict.after(),
            curve);
    TrainingFacts facts =
        new TrainingFacts(policy, settings.rule(), settings.seed(), folder.version(), split, curve);
    readBack(out.write(folder, tuning::write, facts, result), split.judge(), judged);
    out.finish();
    return result;
  }

  private TuningSet learned(ModelFolder folder, List<TrainingExample> examples) {
    return new TuningSet(
        texts(examples),
        examples.stream().mapToInt(each -> folder.labels().indexOf(each.label())).toArray(),
        new ExampleWeights(policy, settings.rule()).of(examples));
  }

  private @Nullable String harm(Tuning tuning, ModelFolder folder, List<TrainingExample> trusted) {
    GateVerdict verdict =
        PromotionGate.unharmed(policy, pairs(folder, trusted, tuning.answer(texts(trusted))));
    return verdict.passed() ? null : "by the trusted labels, " + verdict.reason();
  }

  private static List<PairedPrediction> pairs(
      ModelFolder folder, List<TrainingExample> examples, List<LogitPair> answers) {
    List<PairedPrediction> pairs = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      TrainingExample example = examples.get(i);
      pairs.add(
          new PairedPrediction(
              example.attributes(),
              example.label(),
              prediction(folder.labels(), answers.get(i).before()),
              prediction(folder.labels(), answers.get(i).after())));
    }
    return pairs;
  }

  private static Prediction prediction(List<String> labels, float[] logits) {
    double[] probabilities = Softmax.of(logits);
    int predicted = Softmax.largest(probabilities);
    Map<String, Double> scores = new HashMap<>();
    for (int i = 0; i < probabilities.length; i++) {
      scores.put(labels.get(i), probabilities[i]);
    }
    return new Prediction(
        labels.get(predicted),
        probabilities[predicted],
        scores,
        null,
        Prediction.Source.MODEL,
        false);
  }

  /** A file that does not hold what was trained must never be offered; read as scorers read it. */
  private static void readBack(
      Path written, List<TrainingExample> examples, List<LogitPair> expected) {
    List<String> texts = texts(examples.subList(0, Math.min(READ_BACK, examples.size())));
    ModelFolder folder = ModelFolder.read(written);
    try (DjlTokenizer tokenizer = new DjlTokenizer(folder)) {
      TokenBatch batch = tokenizer.encode(texts).batch().steady();
      try (DjlNetwork network = DjlNetwork.load(folder, DjlEngine.device("cpu"), batch, false)) {
        Logits found = network.forward(batch);
        for (int i = 0; i < texts.size(); i++) {
          compare(found.row(i), expected.get(i).after());
        }
      }
    }
  }

  private static void compare(float[] found, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(expected[i] - found[i]) > ROUNDING) {
        throw new ModelException("what was written is not the model that was trained");
      }
    }
  }

  private static List<String> texts(List<TrainingExample> examples) {
    return examples.stream().map(TrainingExample::text).toList();
  }

  private void say(String format, Object... values) {
    progress.say(String.format(Locale.ROOT, format, values));
  }
}
