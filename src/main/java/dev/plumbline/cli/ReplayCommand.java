package dev.plumbline.cli;

import dev.plumbline.cli.replay.AlertReports;
import dev.plumbline.cli.replay.HistogramFile;
import dev.plumbline.cli.replay.ReplayProgress;
import dev.plumbline.cli.replay.TrafficReplay;
import dev.plumbline.cli.replay.WhatIf;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.cli.service.TemporaryFolders;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
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
      "trained) and summary.json: counts, and for every model pages and warnings a day and the time to",
      "detection. The same input gives the same files."
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

  @Option(
      names = "--histograms",
      description =
          "Also write histograms.jsonl: how each signal of a window was distributed, one line a window and signal.")
  private boolean histograms;

  @Option(
      names = "--drift-since",
      paramLabel = "TIME",
      description =
          "When the traffic is known to have gone wrong, ISO-8601: pages before it are counted apart, and the "
              + "time to detection is from it. Otherwise it is from the end of the first window whose whole "
              + "interval is beyond the tolerance.")
  private @Nullable Instant driftSince;

  @Option(
      names = "--what-if",
      paramLabel = "SPEC",
      description = {
        "Also report what other policies would have alerted of the same measures, one for each value; may be",
        "given more than once: " + WhatIf.SYNTAX + "."
      })
  private List<String> whatIf = List.of();

  @Override
  public Integer call() throws Exception {
    Policies policies;
    List<WhatIf> variants = new ArrayList<>();
    try {
      policies = PolicyReader.readAll(policyFiles);
      for (String specification : whatIf) {
        variants.addAll(WhatIf.parse(specification, policies));
      }
    } catch (PolicyException | IllegalArgumentException e) {
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
      return replay(policies, variants, broker, folder);
    } finally {
      TemporaryFolders.delete(folder);
    }
  }

  private int replay(Policies policies, List<WhatIf> variants, EmbeddedBroker broker, Path folder)
      throws IOException, InterruptedException {
    ReplayProgress progress = ReplayProgress.to(spec.commandLine().getErr());
    ShippedTopics.prepare(broker.bootstrapServers());
    TrafficReplay replay = new TrafficReplay(policies, broker.bootstrapServers(), folder, progress);
    replay.score(requests, outcomes);
    replay.judge();
    Map<String, Object> summary = replay.write(new AlertReports(variants, driftSince), out);
    if (histograms) {
      HistogramFile.write(out);
    }
    spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(summary));
    return Boolean.TRUE.equals(summary.get("balanced")) ? 0 : 1;
  }
}
