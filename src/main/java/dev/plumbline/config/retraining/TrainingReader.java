package dev.plumbline.config.retraining;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.retraining.DescentPolicy;
import dev.plumbline.policy.retraining.TrainingPolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code retraining.training}: what a trainer learns from, and what it changes. */
final class TrainingReader {

  private static final Map<String, ToDoubleFunction<DescentPolicy>> OF_DESCENT =
      new TreeMap<>(
          Map.of(
              "epochs", DescentPolicy::epochs,
              "batchSize", DescentPolicy::batchSize,
              "learningRate", DescentPolicy::learningRate,
              "weightDecay", DescentPolicy::weightDecay,
              "warmup", DescentPolicy::warmup,
              "clipNorm", DescentPolicy::clipNorm,
              "patience", DescentPolicy::patience));

  private TrainingReader() {}

  static TrainingPolicy read(ConfigSection retraining) {
    TrainingPolicy unless = TrainingPolicy.DEFAULT;
    try (ConfigSection training = retraining.section("training")) {
      TrainingPolicy read =
          new TrainingPolicy(
              parameters(training),
              (int) training.whole("newest", unless.newest(), 10, 10_000_000),
              training.flag("balanceGroups", unless.balanceGroups()),
              training.flag("balanceClasses", unless.balanceClasses()),
              descent(training));
      if (read.ofHead()) {
        OF_DESCENT.forEach(
            (key, value) -> {
              if (value.applyAsDouble(read.descent())
                  != value.applyAsDouble(DescentPolicy.DEFAULT)) {
                training.problem(
                    key,
                    "'%s' has no effect on the head alone, which is fitted to its optimum: leave it out, or set parameters to all or to names"
                        .formatted(key));
              }
            });
      }
      return read;
    }
  }

  private static List<String> parameters(ConfigSection training) {
    List<String> parameters = training.words("parameters");
    for (String each : parameters) {
      boolean word = each.equals(TrainingPolicy.HEAD) || each.equals(TrainingPolicy.ALL);
      if (word && parameters.size() > 1) {
        training.problem("parameters", "'" + each + "' stands alone, without names");
      }
      try {
        Pattern.compile(each);
      } catch (PatternSyntaxException e) {
        training.problem(
            "parameters", "'" + each + "' is no regular expression: " + e.getDescription());
      }
    }
    return parameters.isEmpty() ? TrainingPolicy.DEFAULT.parameters() : parameters;
  }

  private static DescentPolicy descent(ConfigSection training) {
    DescentPolicy unless = DescentPolicy.DEFAULT;
    return new DescentPolicy(
        (int) training.whole("epochs", unless.epochs(), 1, 1000),
        (int) training.whole("batchSize", unless.batchSize(), 1, 1024),
        training.number("learningRate", unless.learningRate(), 1e-8, 1),
        training.number("weightDecay", unless.weightDecay(), 0, 1),
        training.number("warmup", unless.warmup(), 0, 0.99),
        training.number("clipNorm", unless.clipNorm(), 0.001, 1000),
        (int) training.whole("patience", unless.patience(), 1, 1000));
  }
}
