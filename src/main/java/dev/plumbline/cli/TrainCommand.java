package dev.plumbline.cli;

import dev.plumbline.cli.console.ProgressLine;
import dev.plumbline.cli.options.RuleOption;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.model.ModelException;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.stage.retrain.launch.ParentWatch;
import dev.plumbline.stage.retrain.launch.TrainerOptions;
import dev.plumbline.stage.retrain.train.ModelTrainer;
import dev.plumbline.stage.retrain.train.TrainingResult;
import dev.plumbline.stage.retrain.train.tune.TuningProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plumbline train}: a candidate model out of labelled records, no Kafka. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains the policy's model on labelled records, as its retraining.training says (the last layer alone without",
      "it), and judges it on a held-back share beside the model as it is. Writes the candidate's folder with model.pt,",
      "tokenizer.json, config.json, MODEL_CARD.md, curves for TensorBoard and training.json, and prints the last as",
      "one line. The folder appears when it is whole; an earlier candidate there is replaced."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the candidate passed the policy's gate",
      "1:a candidate was written but the gate rejects it",
      "2:wrong usage, policy, examples or model"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "The model's policy.")
  private Path policyFile;

  @Option(
      names = "--policy-version",
      paramLabel = "HASH",
      description = "Refuse when the file is another version.")
  private @Nullable String policyVersion;

  @Option(
      names = "--examples",
      required = true,
      paramLabel = "FILE",
      description = "Values of training-examples, one JSON a line; .gz is read too.")
  private Path examples;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The candidate's folder.")
  private Path out;

  @Option(
      names = "--rule",
      defaultValue = "bias/*/*",
      paramLabel = "METRIC/ATTRIBUTE/GROUP",
      description = "The gap to close; without it the widest of the policy's rules.")
  private String rule;

  @Option(
      names = "--held-back",
      defaultValue = "0.3",
      paramLabel = "SHARE",
      description = "Share of the texts to judge by (default ${DEFAULT-VALUE}).")
  private double heldBack;

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "Newest examples used (default: retraining.training.newest).")
  private @Nullable Integer most;

  @Option(
      names = "--seed",
      defaultValue = "7",
      description = "Of the order of batches (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = TrainerOptions.UNTIL_INPUT_ENDS,
      description =
          "End when standard input ends, as it does when the process that started this one dies.")
  private boolean untilInputEnds;

  @Option(
      names = TrainerOptions.EXIT_ZERO_WHEN_REJECTED,
      description =
          "End with 0 when the gate rejects the candidate too: training.json says which it was.")
  private boolean exitZeroWhenRejected;

  @Override
  public Integer call() {
    if (untilInputEnds) {
      ParentWatch.start();
    }
    try {
      TrainingResult result = new ModelTrainer(settings(), progress()).train();
      spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(result));
      return result.accepted() || exitZeroWhenRejected ? 0 : 1;
    } catch (PolicyException | ModelException | IllegalArgumentException e) {
      say(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      say("cannot read or write " + e.getMessage());
    }
    return 2;
  }

  private ModelTrainer.Settings settings() {
    Policy policy = PolicyReader.readAll(List.of(policyFile)).all().iterator().next();
    if (policyVersion != null && !policyVersion.equals(policy.version())) {
      throw new IllegalArgumentException(
          policyFile + " is version " + policy.version() + ", not " + policyVersion);
    }
    if (policy.scoring().source() != ScoringPolicy.Source.MODEL) {
      throw new IllegalArgumentException(
          policyFile
              + ": scoring.source is '"
              + policy.scoring().source().name().toLowerCase(Locale.ROOT)
              + "': only classifiers of texts, that Plumbline scores with, are trained");
    }
    if (!Files.isReadable(examples)) {
      throw new IllegalArgumentException(examples + ": cannot be read");
    }
    int newest = most == null ? policy.retraining().training().newest() : most;
    if (heldBack <= 0 || heldBack >= 1 || newest < 2) {
      throw new IllegalArgumentException(
          "--held-back must lie between 0 and 1, and --most be 2 or more");
    }
    return new ModelTrainer.Settings(
        policy, RuleOption.parse(rule), examples, out, heldBack, newest, seed);
  }

  private TuningProgress progress() {
    ProgressLine line = ProgressLine.to(spec.commandLine().getErr());
    return new TuningProgress() {
      @Override
      public void say(String what) {
        line.say("train: " + what);
      }

      @Override
      public void at(String step, double share) {
        line.at("train: " + step, share);
      }
    };
  }

  private void say(String what) {
    spec.commandLine().getErr().println("train: " + what);
    spec.commandLine().getErr().flush();
  }
}
