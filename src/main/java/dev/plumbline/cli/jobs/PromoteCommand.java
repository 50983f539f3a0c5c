package dev.plumbline.cli.jobs;

import dev.plumbline.event.JobDecision.Verdict;
import dev.plumbline.event.RetrainingJob;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline promote}: a person's word that a candidate serves. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description = {
      "Decides that a job's candidate serves from now on, also while it is on trial. The launcher beside the",
      "retrain stage carries it out."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:decided", "2:wrong usage, unknown job, wrong state, or no cluster"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PromoteCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "JOB", description = "The job, as plumbline jobs lists it.")
  private String job;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it stays in the job.")
  private @Nullable String reason;

  @Mixin private JobOptions cluster;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RetrainingJob decided = cluster.desk().decide(job, Verdict.PROMOTE, reason);
    spec.commandLine()
        .getOut()
        .println(
            "decided: %s serves %s".formatted(decided.result().modelVersion(), decided.model()));
    return 0;
  }
}
