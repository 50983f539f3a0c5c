package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.model.ModelChecksums;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.gate.GateVerdict;
import dev.plumbline.stage.retrain.gate.LabelTrust;
import dev.plumbline.stage.retrain.gate.PairedPrediction;
import dev.plumbline.stage.retrain.gate.PromotionGate;
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
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model's head on labelled records, reweighed by group and outcome, judges it on a
 * held-back share beside the model it started from, and writes the candidate's folder.
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

  /**
   * Logits of the candidate, read back from disk, may differ from the trained head's by rounding
   * only.
   */
  private static final double ROUNDING = 1e-3;

  private static final int READ_BACK = 32;

  private final Settings settings;
  private final Policy policy;
  private final Consumer<String> progress;

  public ModelTrainer(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.policy = settings.policy();
    this.progress = progress;
  }

  /**
   * @throws ModelException when the model's folder cannot be trained
   * @throws IllegalArgumentException when there is nothing to learn from
   */
  public TrainingResult train() throws IOException {
    Path path = Objects.requireNonNull(policy.scoring().path(), "scoring.path");
    ModelChecksums.check(path, policy.scoring().sha256());
    LabelledExamples read =
        LabelledExamples.read(settings.examples(), policy.model(), settings.most());
    try (HeadModel model = DjlHeadModel.load(ModelFolder.read(path))) {
      List<TrainingExample> trusted =
          trusted().stream().filter(example -> model.labels().contains(example.label())).toList();
      Set<String> apart = new HashSet<>();
      trusted.forEach(example -> apart.add(example.requestId()));
      List<TrainingExample> known =
          read.records().stream()
              .filter(example -> model.labels().contains(example.label()))
              .filter(example -> !apart.contains(example.requestId()))
              .toList();
      say(
          "%d examples, %d of them with a label that the model does not have, %d unreadable lines",
          read.records().size(), read.records().size() - known.size(), read.unreadable());
      HoldoutSplit split = HoldoutSplit.split(known, settings.share(), settings.seed());
      if (split.learn().isEmpty() || split.judge().isEmpty()) {
        throw new IllegalArgumentException(
            "there are not enough labelled records of model " + policy.model());
      }
      String doubt = LabelTrust.objection(policy, known);
      return train(model, path, split, new Beside(trusted, doubt));
    }
  }

  /**
   * What else decides.
   *
   * @param trusted records whose labels are known to be right; may be empty
   * @param doubt why the labels are not believed; null when they are
   */
  private record Beside(List<TrainingExample> trusted, @Nullable String doubt) {}

  private List<TrainingExample> trusted() throws IOException {
    Path file = policy.retraining().promotion().trusted();
    return file == null
        ? List.of()
        : LabelledExamples.read(file, policy.model(), settings.most()).records();
  }

  private TrainingResult train(HeadModel model, Path path, HoldoutSplit split, Beside beside)
      throws IOException {
    List<float[]> learn = model.features(texts(split.learn()));
    List<float[]> judge = model.features(texts(split.judge()));
    say("encoded %d texts to learn from and %d to judge by", learn.size(), judge.size());
    SoftmaxHead before = model.head();
    int[] labels =
        split.learn().stream()
            .mapToInt(example -> model.labels().indexOf(example.label()))
            .toArray();
    SoftmaxHead after =
        HeadTrainer.fit(
            before, learn, labels, GroupReweighing.weights(cells(split.learn())), settings.seed());
    GateVerdict verdict =
        PromotionGate.judge(
            policy, settings.rule(), pairs(model.labels(), before, after, split.judge(), judge));
    say("before %s, after %s", verdict.before(), verdict.after());
    String harm = beside.trusted().isEmpty() ? null : harm(model, before, after, beside.trusted());
    String objection =
        Stream.of(beside.doubt(), harm, verdict.reason())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    TrainingResult result =
        new TrainingResult(
            objection == null,
            objection,
            learn.size(),
            judge.size(),
            verdict.before(),
            verdict.after());
    CandidateFolder.write(
        path, settings.out(), policy, settings.rule(), result, file -> model.write(after, file));
    readBack(after, split.judge());
    return result;
  }

  private @Nullable String harm(
      HeadModel model, SoftmaxHead before, SoftmaxHead after, List<TrainingExample> trusted) {
    GateVerdict verdict =
        PromotionGate.unharmed(
            policy, pairs(model.labels(), before, after, trusted, model.features(texts(trusted))));
    return verdict.passed() ? null : "by the trusted labels, " + verdict.reason();
  }

  private List<GroupReweighing.Cell> cells(List<TrainingExample> examples) {
    return examples.stream()
        .map(
            example ->
                new GroupReweighing.Cell(group(example), policy.outcome().favours(example.label())))
        .toList();
  }

  /**
   * Of the rule's attribute; a rule about the whole model balances all declared attributes jointly.
   */
  private String group(TrainingExample example) {
    Map<String, String> groups = policy.groups().groupsFor(example.attributes());
    String mine = groups.get(settings.rule().attribute());
    return mine == null ? groups.toString() : mine;
  }

  private static List<PairedPrediction> pairs(
      List<String> labels,
      SoftmaxHead before,
      SoftmaxHead after,
      List<TrainingExample> examples,
      List<float[]> features) {
    List<PairedPrediction> pairs = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      TrainingExample example = examples.get(i);
      pairs.add(
          new PairedPrediction(
              example.attributes(),
              example.label(),
              prediction(labels, before, features.get(i)),
              prediction(labels, after, features.get(i))));
    }
    return pairs;
  }

  private static Prediction prediction(List<String> labels, SoftmaxHead head, float[] feature) {
    int predicted = head.predict(feature);
    double[] probabilities = head.probabilities(feature);
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

  /** A file that does not hold what was trained must never be offered. */
  private void readBack(SoftmaxHead trained, List<TrainingExample> examples) {
    List<String> texts = texts(examples.subList(0, Math.min(READ_BACK, examples.size())));
    try (HeadModel written = DjlHeadModel.load(ModelFolder.read(settings.out()))) {
      SoftmaxHead head = written.head();
      for (float[] feature : written.features(texts)) {
        double[] expected = trained.logits(feature);
        double[] found = head.logits(feature);
        for (int i = 0; i < expected.length; i++) {
          if (Math.abs(expected[i] - found[i]) > ROUNDING) {
            throw new ModelException(
                "the candidate in " + settings.out() + " is not the model that was trained");
          }
        }
      }
    }
  }

  private static List<String> texts(List<TrainingExample> examples) {
    return examples.stream().map(TrainingExample::text).toList();
  }

  private void say(String format, Object... values) {
    progress.accept(String.format(Locale.ROOT, format, values));
  }
}
