package dev.plumbline.cli;

import dev.plumbline.config.PolicyException;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.kafka.EmbeddedBroker;
import dev.plumbline.kafka.Json;
import dev.plumbline.policy.Policies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plumbline replay}: what a policy would have said of recorded traffic. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the flow over recorded traffic on an embedded broker and writes window-measures.jsonl,",
      "ethics-alerts.jsonl, retraining-jobs.jsonl (the jobs that would have been requested; nothing is",
      "trained) and summary.json. The same input gives the same files."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReplayCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--policy",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Policies.")
  private List<Path> policyFiles;

  @Option(
      names = "--requests",
      required = true,
      paramLabel = "FILE",
      description = "Requests, one JSON a line; .gz is read too.")
  private Path requests;

  @Option(
      names = "--outcomes",
      paramLabel = "FILE",
      description = "Outcomes, one JSON a line; .gz is read too.")
  private @Nullable Path outcomes;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the files go.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    Policies policies;
    try {
      policies = PolicyReader.readAll(policyFiles);
    } catch (PolicyException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 2;
    }
    for (Path file : outcomes == null ? List.of(requests) : List.of(requests, outcomes)) {
      if (!Files.isReadable(file)) {
        spec.commandLine().getErr().println(file + ": cannot be read");
        return 2;
      }
    }
    Path folder = Files.createTempDirectory("plumbline-replay");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      return replay(policies, broker, folder);
    } finally {
      Folders.delete(folder);
    }
  }

  private int replay(Policies policies, EmbeddedBroker broker, Path folder)
      throws IOException, InterruptedException {
    PrintWriter progress = spec.commandLine().getErr();
    Clusters.prepare(broker.bootstrapServers());
    Replay replay = new Replay(policies, broker.bootstrapServers(), folder, progress);
    replay.load(requests, outcomes);
    replay.runStages();
    Map<String, Object> summary = replay.write(out);
    spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(summary));
    return Boolean.TRUE.equals(summary.get("balanced")) ? 0 : 1;
  }
}
