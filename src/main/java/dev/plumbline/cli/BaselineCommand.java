package dev.plumbline.cli;

import dev.plumbline.cli.replay.BaselineFile;
import dev.plumbline.cli.replay.BaselineSource;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.kafka.client.ClientProperties;
import dev.plumbline.model.ModelException;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.drift.BaselineFold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plumbline baseline}: the reference that drift is measured against, as a file. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    description = {
      "Counts the policy's drift signals in traffic that is known to be good and writes them as a file for the",
      "policy's drift.reference: {file: FILE}. The traffic is recorded requests, redacted and scored on an embedded",
      "broker as replay does, or what a cluster's scored-requests holds. The same records give the same file."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the baseline was written",
      "1:there was no record to count, or some could not be used",
      "2:wrong usage, policy, input or cluster"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class BaselineCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "The model's policy; a baseline that it names need not exist yet.")
  private Path policyFile;

  @ArgGroup(multiplicity = "1")
  private Source source;

  /** Where the traffic is. */
  static final class Source {
    @Option(
        names = "--requests",
        paramLabel = "FILE",
        description = "Requests, one JSON a line; .gz is read too.")
    private @Nullable Path requests;

    @Option(
        names = "--bootstrap-servers",
        paramLabel = "HOST:PORT",
        description = "Cluster whose scored-requests is read; nothing is written to it.")
    private @Nullable String servers;
  }

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of the cluster's client, for example of its security.")
  private @Nullable Path config;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Event time to begin at, for example 2026-01-31T00:00:00Z (default: the first).")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Event time to end before (default: after the last).")
  private @Nullable String to;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "The baseline.")
  private Path out;

  @Override
  public Integer call() throws InterruptedException {
    try {
      Policy policy = PolicyReader.readWithoutBaseline(policyFile);
      BaselineFold fold = fold(policy);
      BaselineSource records = new BaselineSource(policy, fold, spec.commandLine().getErr());
      if (source.servers != null) {
        records.readCluster(source.servers, config);
      } else if (source.requests != null) {
        records.replay(source.requests);
      }
      return write(fold, records.unusable());
    } catch (PolicyException | ModelException | IllegalArgumentException e) {
      return refuse(String.valueOf(e.getMessage()));
    } catch (KafkaException e) {
      return refuse(ClientProperties.unreadable(e));
    } catch (IOException e) {
      return refuse("cannot read or write " + e.getMessage());
    }
  }

  private BaselineFold fold(Policy policy) {
    if (policy.drift().signals().isEmpty()) {
      throw new IllegalArgumentException(
          policyFile + ": drift.signals is missing: there is nothing to count");
    }
    Instant begin = time("--from", from);
    Instant end = time("--to", to);
    if (begin != null && end != null && !begin.isBefore(end)) {
      throw new IllegalArgumentException("--from must be before --to");
    }
    return new BaselineFold(policy, begin, end);
  }

  private static @Nullable Instant time(String option, @Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          option + " must be an ISO-8601 time, for example 2026-01-31T00:00:00Z", e);
    }
  }

  private int write(BaselineFold fold, long unusable) throws IOException {
    if (fold.records() == 0) {
      say("no scored request of the policy's model in the period; nothing was written");
      return 1;
    }
    Files.writeString(out, BaselineFile.text(fold.baseline()));
    say("%s: %d records".formatted(out, fold.records()));
    if (unusable > 0) {
      say(unusable + " records could not be used");
    }
    return unusable > 0 ? 1 : 0;
  }

  private int refuse(String why) {
    say(why);
    return 2;
  }

  private void say(String what) {
    spec.commandLine().getErr().println("baseline: " + what);
    spec.commandLine().getErr().flush();
  }
}
