package dev.plumbline.cli.jobs;

import dev.plumbline.cli.options.RuleOption;
import dev.plumbline.event.AlertRule;
import dev.plumbline.event.RetrainingJob;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline retrain}: a job that a person asks for. */
@Command(
    name = "retrain",
    mixinStandardHelpOptions = true,
    description = {
      "Asks for a retraining job, whatever is open and however many labels there are. The launcher beside the",
      "retrain stage carries it out; its candidate is judged as any other."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the job is requested",
      "2:wrong usage, another job is under way, or no cluster"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RetrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model, as its policy names it.")
  private String model;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; it stays in the job, without personal data please.")
  private String reason;

  @Option(
      names = "--rule",
      defaultValue = "bias/*/*",
      paramLabel = "METRIC/ATTRIBUTE/GROUP",
      description = "The gap to close; without it the widest of the policy's rules.")
  private String rule;

  @Mixin private JobOptions cluster;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (reason.isBlank()) {
      return refuse("--reason is blank");
    }
    AlertRule gap;
    try {
      gap = RuleOption.parse(rule);
    } catch (IllegalArgumentException e) {
      return refuse(String.valueOf(e.getMessage()));
    }
    RetrainingJob job = cluster.desk().ask(model, gap, reason);
    spec.commandLine().getOut().println("requested " + job.jobId());
    return 0;
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println(why);
    return 2;
  }
}
