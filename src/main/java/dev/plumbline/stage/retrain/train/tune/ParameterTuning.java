package dev.plumbline.stage.retrain.train.tune;

import dev.plumbline.model.DjlEngine;
import dev.plumbline.model.DjlNetwork;
import dev.plumbline.model.DjlTokenizer;
import dev.plumbline.model.DjlTrainable;
import dev.plumbline.model.Logits;
import dev.plumbline.model.ModelFolder;
import dev.plumbline.model.Softmax;
import dev.plumbline.model.TokenBatch;
import dev.plumbline.policy.retraining.DescentPolicy;
import dev.plumbline.policy.retraining.TrainingPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Parameters by name, or all of them, moved by gradients. A tenth of the texts is not learned from:
 * after every epoch their loss is looked at, and the parameters are kept that had the lowest. So a
 * training that only harms leaves the model as it was.
 */
final class ParameterTuning implements Tuning {

  private static final double CHECKED = 0.1;

  /** Batches are of like length within so many of them, so that little is padded. */
  private static final int WINDOW = 16;

  private static final int ANSWERED = 32;

  /** Parts the texts in another way than whoever held back the texts to judge by. */
  private static final long CHECK_SALT = 0x5eed;

  private final DescentPolicy descent;
  private final DjlTokenizer tokenizer;
  private final DjlNetwork before;
  private final DjlTrainable module;
  private final TuningProgress progress;

  private ParameterTuning(
      DescentPolicy descent,
      DjlTokenizer tokenizer,
      DjlNetwork before,
      DjlTrainable module,
      TuningProgress progress) {
    this.descent = descent;
    this.tokenizer = tokenizer;
    this.before = before;
    this.module = module;
    this.progress = progress;
  }

  static ParameterTuning open(ModelFolder folder, TrainingPolicy policy, TuningProgress progress) {
    DjlTokenizer tokenizer = new DjlTokenizer(folder);
    @Nullable DjlNetwork before = null;
    try {
      TokenBatch sample = tokenizer.encode(List.of("a sentence to try it with")).batch();
      before = DjlNetwork.load(folder, DjlEngine.device("cpu"), sample, false);
      DjlTrainable module = DjlTrainable.load(folder, sample, named(policy.parameters()));
      return new ParameterTuning(policy.descent(), tokenizer, before, module, progress);
    } catch (RuntimeException e) {
      if (before != null) {
        before.close();
      }
      tokenizer.close();
      throw e;
    }
  }

  private static Predicate<String> named(List<String> parameters) {
    if (parameters.equals(List.of(TrainingPolicy.ALL))) {
      return name -> true;
    }
    List<Pattern> patterns = parameters.stream().map(Pattern::compile).toList();
    return name -> patterns.stream().anyMatch(pattern -> pattern.matcher(name).find());
  }

  @Override
  public TrainingCurve fit(TuningSet set, long seed) {
    TuningSet learn = set.rest(CHECKED, seed ^ CHECK_SALT);
    TuningSet check = set.part(CHECKED, seed ^ CHECK_SALT);
    if (learn.size() == 0) {
      throw new IllegalArgumentException("there are not enough labelled records to learn from");
    }
    Random random = new Random(seed);
    long batches = ((long) learn.size() + descent.batchSize() - 1) / descent.batchSize();
    long steps = descent.epochs() * batches;
    module.begin(descent, steps, seed);
    List<TrainingCurve.Epoch> epochs = new ArrayList<>();
    epochs.add(epoch(0, null, check, null));
    int kept = 0;
    double least = lossOf(epochs.get(0));
    Map<String, float[]> best = module.copy();
    for (int epoch = 1; epoch <= descent.epochs(); epoch++) {
      double loss = learn(learn, epoch, random);
      epochs.add(epoch(epoch, loss, check, descent.rate(epoch * batches, steps)));
      say(epochs.get(epoch));
      double now = lossOf(epochs.get(epoch));
      if (now < least) {
        kept = epoch;
        least = now;
        best = module.copy();
      } else if (epoch - kept >= descent.patience()) {
        progress.say("no better for " + descent.patience() + " epochs, which ends it");
        break;
      }
    }
    module.restore(best);
    return new TrainingCurve(epochs, kept);
  }

  /** Without texts to check by, the loss of those that are learned from has to do. */
  private static double lossOf(TrainingCurve.Epoch epoch) {
    Double loss = epoch.checkLoss() == null ? epoch.loss() : epoch.checkLoss();
    return loss == null ? Double.POSITIVE_INFINITY : loss;
  }

  private void say(TrainingCurve.Epoch epoch) {
    progress.say(
        String.format(
            Locale.ROOT,
            "epoch %d of %d: loss %.4f%s",
            epoch.epoch(),
            descent.epochs(),
            epoch.loss(),
            epoch.checkLoss() == null
                ? ""
                : String.format(
                    Locale.ROOT,
                    ", of texts not learned from %.4f, accuracy there %.3f",
                    epoch.checkLoss(),
                    epoch.checkAccuracy())));
  }

  /** One pass, and the mean of its losses. */
  private double learn(TuningSet set, int epoch, Random random) {
    double sum = 0;
    int done = 0;
    for (int[] places : shuffled(set, random)) {
      TuningSet batch = set.of(places);
      TokenBatch tokens = tokenizer.encode(batch.texts()).batch();
      sum += module.step(tokens, batch.labels(), batch.weights()) * batch.size();
      done += batch.size();
      progress.at("epoch " + epoch + " of " + descent.epochs(), (double) done / set.size());
    }
    return sum / set.size();
  }

  private List<int[]> shuffled(TuningSet set, Random random) {
    List<Integer> order = IntStream.range(0, set.size()).boxed().collect(Collectors.toList());
    Collections.shuffle(order, random);
    int size = descent.batchSize();
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < order.size(); from += size * WINDOW) {
      int to = Math.min(from + size * WINDOW, order.size());
      batches.addAll(byLength(set.texts(), order.subList(from, to), size));
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  private static List<int[]> byLength(List<String> texts, List<Integer> places, int size) {
    List<Integer> sorted =
        places.stream().sorted(Comparator.comparingInt(i -> texts.get(i).length())).toList();
    List<int[]> batches = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from += size) {
      batches.add(
          sorted.subList(from, Math.min(from + size, sorted.size())).stream()
              .mapToInt(Integer::intValue)
              .toArray());
    }
    return batches;
  }

  private TrainingCurve.Epoch epoch(
      int epoch, @Nullable Double loss, TuningSet check, @Nullable Double rate) {
    if (check.size() == 0) {
      return new TrainingCurve.Epoch(epoch, loss, null, null, rate);
    }
    List<float[]> logits = logits(check.texts(), module::logits);
    double sum = 0;
    int right = 0;
    for (int i = 0; i < check.size(); i++) {
      double[] probabilities = Softmax.of(logits.get(i));
      int truth = check.labels()[i];
      sum -= check.weights()[i] * Math.log(Math.max(probabilities[truth], Double.MIN_NORMAL));
      right += Softmax.largest(probabilities) == truth ? 1 : 0;
    }
    return new TrainingCurve.Epoch(
        epoch, loss, sum / check.size(), (double) right / check.size(), rate);
  }

  @Override
  public List<LogitPair> answer(List<String> texts) {
    List<float[]> was = logits(texts, before::forward);
    List<float[]> is = logits(texts, module::logits);
    return IntStream.range(0, texts.size())
        .mapToObj(i -> new LogitPair(was.get(i), is.get(i)))
        .toList();
  }

  /** Batches as scorers make them, so that the same module gives the same bits. */
  private List<float[]> logits(List<String> texts, Function<TokenBatch, Logits> network) {
    int[] places = IntStream.range(0, texts.size()).toArray();
    float[][] rows = new float[texts.size()][];
    List<Integer> all = Arrays.stream(places).boxed().toList();
    for (int[] batch : byLength(texts, all, ANSWERED)) {
      List<String> some = IntStream.of(batch).mapToObj(texts::get).toList();
      Logits logits = network.apply(tokenizer.encode(some).batch().steady());
      for (int row = 0; row < batch.length; row++) {
        rows[batch[row]] = logits.row(row);
      }
    }
    return Arrays.asList(rows);
  }

  @Override
  public void write(Path file) {
    module.write(file);
  }

  @Override
  public void close() {
    module.close();
    before.close();
    tokenizer.close();
  }
}
