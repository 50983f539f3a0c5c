package dev.plumbline.cli.jobs;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline jobs}: what has become of every retraining job. */
@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    description = "Lists retraining jobs, the newest first, with what was decided about each.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class JobsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "MODEL", description = "One model's; all without it.")
  private @Nullable String model;

  @Option(names = "--json", description = "One JSON object a line, as in retraining-jobs.")
  private boolean json;

  @Mixin private JobOptions cluster;

  @Override
  public Integer call() throws IOException {
    List<RetrainingJob> jobs = cluster.desk().jobs(model);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      for (RetrainingJob job : jobs) {
        out.println(Json.MAPPER.writeValueAsString(job));
      }
    } else if (jobs.isEmpty()) {
      out.println("there are no retraining jobs" + (model == null ? "" : " of " + model));
    } else {
      JobListing.lines(jobs).forEach(out::println);
    }
    out.flush();
    return 0;
  }
}
