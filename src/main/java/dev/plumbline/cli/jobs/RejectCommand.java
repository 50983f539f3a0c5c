package dev.plumbline.cli.jobs;

import dev.plumbline.event.JobDecision.Verdict;
import dev.plumbline.event.RetrainingJob;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline reject}: a person's word that a candidate does not serve. */
@Command(
    name = "reject",
    mixinStandardHelpOptions = true,
    description = {
      "Decides that a job's candidate does not serve, or that a job that has not begun is not run. The launcher",
      "beside the retrain stage carries it out."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:decided", "2:wrong usage, unknown job, wrong state, or no cluster"})
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class RejectCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "JOB", description = "The job, as plumbline jobs lists it.")
  private String job;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; it stays in the job.")
  private String reason;

  @Mixin private JobOptions cluster;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RetrainingJob decided = cluster.desk().decide(job, Verdict.REJECT, reason);
    spec.commandLine().getOut().println("decided: " + decided.jobId() + " is rejected");
    return 0;
  }
}
