package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.TrainingExample;
import dev.plumbline.policy.retraining.DescentPolicy;
import dev.plumbline.policy.retraining.TrainingPolicy;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A candidate's card for people, in Markdown (after Mitchell et al. 2019, "Model cards for model
 * reporting"): what it is, what it learned from, how it was judged.
 */
final class ModelCard {

  private static final int LABELS = 20;
  private static final String LOW = "_low";
  private static final String HIGH = "_high";

  private final TrainingFacts facts;
  private final TrainingResult result;
  private final StringBuilder card = new StringBuilder();

  private ModelCard(TrainingFacts facts, TrainingResult result) {
    this.facts = facts;
    this.result = result;
  }

  /**
   * @param version of the candidate
   */
  static String write(TrainingFacts facts, TrainingResult result, String version) {
    return new ModelCard(facts, result).write(version);
  }

  private String write(String version) {
    TrainingPolicy training = facts.policy().retraining().training();
    say("# %s, version %s%n%n", facts.policy().model(), version);
    if (!facts.policy().description().isBlank()) {
      say("%s%n%n", facts.policy().description());
    }
    say(
        "%s of version %s, trained again on %d redacted, consented, labelled records because of `%s`. Policy version %s.%n%n",
        what(training), facts.from(), result.trained(), facts.rule(), facts.policy().version());
    data();
    settings(training);
    figures();
    say(
        result.accepted()
            ? "%nThe gate let it through.%n"
            : "%nRejected: " + String.valueOf(result.reason()).replace("%", "%%") + ".%n");
    return card.toString();
  }

  private static String what(TrainingPolicy training) {
    if (training.ofHead()) {
      return "The head";
    }
    return training.parameters().equals(List.of(TrainingPolicy.ALL))
        ? "All parameters"
        : "The parameters `" + String.join("`, `", training.parameters()) + "`";
  }

  private void data() {
    List<TrainingExample> learn = facts.split().learn();
    List<TrainingExample> judge = facts.split().judge();
    say(
        "## What it learned from, and was judged by%n%n| | learned from | judged by |%n|---|---|---|%n");
    row("records", learn.size(), judge.size());
    row("oldest request", first(learn), first(judge));
    row(
        "newest request",
        last(learn, TrainingExample::timestamp),
        last(judge, TrainingExample::timestamp));
    row(
        "newest label",
        last(learn, TrainingExample::labelledAt),
        last(judge, TrainingExample::labelledAt));
    counts("group", this::groups);
    counts("label", example -> List.of(example.label()));
  }

  private List<String> groups(TrainingExample example) {
    return facts.policy().groups().groupsFor(example.attributes()).entrySet().stream()
        .map(group -> group.getKey() + "=" + group.getValue())
        .toList();
  }

  /** The most frequent ones, so that a card of hundreds of labels can be read. */
  private void counts(String what, Function<TrainingExample, List<String>> names) {
    Map<String, Long> learn = count(facts.split().learn(), names);
    Map<String, Long> judge = count(facts.split().judge(), names);
    TreeSet<String> all = new TreeSet<>(learn.keySet());
    all.addAll(judge.keySet());
    if (all.isEmpty()) {
      return;
    }
    say("%n| %s | learned from | judged by |%n|---|---|---|%n", what);
    all.stream()
        .sorted(
            Comparator.comparingLong((String name) -> -learn.getOrDefault(name, 0L))
                .thenComparing(Comparator.naturalOrder()))
        .limit(LABELS)
        .forEach(name -> row(name, learn.getOrDefault(name, 0L), judge.getOrDefault(name, 0L)));
    if (all.size() > LABELS) {
      say("%nand %d further ones.%n", all.size() - LABELS);
    }
  }

  private static Map<String, Long> count(
      List<TrainingExample> examples, Function<TrainingExample, List<String>> names) {
    return examples.stream()
        .flatMap(example -> names.apply(example).stream())
        .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
  }

  private static Object first(List<TrainingExample> examples) {
    return examples.stream()
        .map(TrainingExample::timestamp)
        .min(Comparator.naturalOrder())
        .<Object>map(Instant::toString)
        .orElse("");
  }

  private static Object last(
      List<TrainingExample> examples, Function<TrainingExample, Instant> time) {
    return examples.stream()
        .map(time)
        .max(Comparator.naturalOrder())
        .<Object>map(Instant::toString)
        .orElse("");
  }

  private void settings(TrainingPolicy training) {
    say("%n## How%n%nSeed %d. ", facts.seed());
    say(
        training.balanceGroups()
            ? "Records are weighed so that groups and outcomes are independent (Kamiran and Calders 2012). "
            : "Records of all groups count the same. ");
    say(training.balanceClasses() ? "All labels count the same. " : "");
    if (training.ofHead()) {
      say("The last layer was fitted to its optimum, in %d passes.%n", facts.curve().kept());
    } else {
      DescentPolicy descent = training.descent();
      say(
          "AdamW, at most %d epochs of batches of %d, learning rate %s, weight decay %s, warm-up %s, gradients of norm %s at most; kept after epoch %d.%n",
          descent.epochs(),
          descent.batchSize(),
          descent.learningRate(),
          descent.weightDecay(),
          descent.warmup(),
          descent.clipNorm(),
          facts.curve().kept());
    }
    say("No text is both learned from and judged by.%n");
  }

  private void figures() {
    say("%n## Figures%n%nOf the records judged by, with intervals where there are any.%n%n");
    say("| figure | before | after |%n|---|---|---|%n");
    TreeSet<String> names = new TreeSet<>(result.before().keySet());
    names.addAll(result.after().keySet());
    for (String name : names) {
      if (!name.endsWith(LOW) && !name.endsWith(HIGH)) {
        row(name, figure(result.before(), name), figure(result.after(), name));
      }
    }
  }

  private static String figure(Map<String, Double> figures, String name) {
    Double value = figures.get(name);
    Double low = figures.get(name + LOW);
    Double high = figures.get(name + HIGH);
    if (value == null) {
      return "";
    }
    return low == null || high == null
        ? String.format(Locale.ROOT, "%.4f", value)
        : String.format(Locale.ROOT, "%.4f (%.4f to %.4f)", value, low, high);
  }

  private void row(Object name, Object left, Object right) {
    say("| %s | %s | %s |%n", String.valueOf(name).replace("|", "\\|"), left, right);
  }

  private void say(String format, Object... values) {
    card.append(String.format(Locale.ROOT, format, values));
  }
}
