package dev.plumbline.cli;

import dev.plumbline.cli.console.ProgressLine;
import dev.plumbline.cli.replay.AlertReports;
import dev.plumbline.cli.replay.HistogramFile;
import dev.plumbline.cli.replay.TrafficReplay;
import dev.plumbline.cli.replay.WhatIf;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.file.FileTrees;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plumbline replay}: what a policy would have said of recorded traffic. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the flow over recorded traffic on an embedded broker and writes window-measures.jsonl,",
      "ethics-alerts.jsonl, incidents.jsonl (what people would have been told), pane-counts.jsonl and",
      "chain-heads.jsonl (what prove and chain read), retraining-jobs.jsonl (the jobs that would have",
      "been requested; nothing is trained), summary.json (counts, and for every model incidents, pages",
      "and warnings a day and the time to detection) and report.html, all of it as one page to look at.",
      "The same input gives the same files.",
      "With --csv a table of predictions is enough, and no policy is needed."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ReplayCommand implements Callable<Integer> {

  private static final String USAGE =
      "replay needs --policy FILE and --requests FILE, or --csv FILE and what its columns are";

  @Spec private CommandSpec spec;

  @Option(names = "--policy", arity = "1..*", paramLabel = "FILE", description = "Policies.")
  private List<Path> policyFiles = List.of();

  @Option(
      names = "--requests",
      paramLabel = "FILE",
      description = {
        "Requests, one JSON a line; .gz is read too. A file named .csv is a table whose columns are",
        "fields: see --map."
      })
  private @Nullable Path requests;

  @Option(
      names = "--outcomes",
      paramLabel = "FILE",
      description = "Outcomes, one JSON a line; .gz is read too.")
  private @Nullable Path outcomes;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "replay",
      description = "Where the files go. Default: the folder 'replay'.")
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

  @Mixin private CsvOptions csv;

  @Override
  public Integer call() throws Exception {
    Path folder = Files.createTempDirectory("plumbline-replay");
    try {
      ReplayInput input;
      List<WhatIf> variants = new ArrayList<>();
      try {
        input = input(folder);
        for (String specification : whatIf) {
          variants.addAll(WhatIf.parse(specification, input.policies()));
        }
      } catch (PolicyException | IllegalArgumentException e) {
        spec.commandLine().getErr().println(e.getMessage());
        return 2;
      }
      return replay(input, variants, folder);
    } finally {
      FileTrees.delete(folder);
    }
  }

  private ReplayInput input(Path folder) throws IOException {
    if (csv.table != null && policyFiles.isEmpty() && requests == null) {
      ReplayInput input = ReplayInput.table(csv, folder);
      PrintWriter err = spec.commandLine().getErr();
      err.println("The policy that was made of the table (--policy-out FILE keeps it):");
      input.madePolicy().lines().forEach(line -> err.println("  " + line));
      input.notes().forEach(err::println);
      return input;
    }
    if (csv.table != null || policyFiles.isEmpty() || requests == null) {
      throw new IllegalArgumentException(USAGE);
    }
    return ReplayInput.traffic(PolicyReader.readAll(policyFiles), csv, requests, outcomes, folder);
  }

  private int replay(ReplayInput input, List<WhatIf> variants, Path folder)
      throws IOException, InterruptedException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      ShippedTopics.prepare(broker.bootstrapServers());
      ProgressLine progress = ProgressLine.to(spec.commandLine().getErr());
      TrafficReplay replay =
          new TrafficReplay(input.policies(), broker.bootstrapServers(), folder, progress);
      replay.score(input.requests(), input.outcomes());
      replay.judge();
      Map<String, Object> summary =
          replay.write(new AlertReports(variants, driftSince), out, input.notes());
      if (histograms) {
        HistogramFile.write(out);
      }
      spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(summary));
      progress.say("see " + out.resolve("report.html"));
      return Boolean.TRUE.equals(summary.get("balanced")) ? 0 : 1;
    }
  }
}
