package dev.plumbline.cli;

import dev.plumbline.cli.options.RecordsOptions;
import dev.plumbline.cli.proof.RecordedTopics;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.kafka.client.ClientProperties;
import dev.plumbline.stage.alert.chain.ChainCheck;
import dev.plumbline.stage.alert.chain.ChainOrigin;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline chain}: whether the pane counts are still what was published. */
@Command(
    name = "chain",
    mixinStandardHelpOptions = true,
    description = {
      "Computes the hash chain over a model's pane-counts again and compares it with every head in chain-heads and,",
      "with --head, with one that somebody has noted."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:nothing was changed",
      "1:a pane was changed, or no pane leads to the noted head",
      "2:wrong usage, folder or cluster"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ChainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The model, as its policy names it.")
  private String model;

  @Option(
      names = "--head",
      paramLabel = "HEX",
      description = "A head that was noted, from the log, a metric's alert or the second party.")
  private @Nullable String noted;

  @Mixin private RecordsOptions records;

  @Override
  public Integer call() {
    try {
      return check(records.open());
    } catch (KafkaException e) {
      say(ClientProperties.unreadable(e));
    } catch (IOException e) {
      say("cannot read " + e.getMessage());
    }
    return 2;
  }

  private int check(RecordedTopics topics) throws IOException {
    List<Instant> ends = new ArrayList<>();
    topics.panes(model, (value, pane) -> ends.add(pane.pane().end()));
    List<ChainHead> heads = topics.heads(model);
    ChainCheck check = new ChainCheck(model, ChainOrigin.find(ends, heads), heads, noted);
    topics.panes(model, (value, pane) -> check.add(value));
    check.end();
    ChainHead newest = check.newest();
    if (newest == null) {
      say("there are no panes of " + model);
      return 1;
    }
    out()
        .println(
            "%d panes through %s, head %s"
                .formatted(newest.panes(), newest.through(), newest.head()));
    out().println(published(check));
    if (noted != null) {
      out().println(noted(check));
    }
    out().flush();
    return check.changed() != null || (noted != null && check.found() == null) ? 1 : 0;
  }

  private static String published(ChainCheck check) {
    ChainHead unchanged = check.unchanged();
    ChainHead changed = check.changed();
    if (changed == null) {
      return "unchanged: %d published heads agree".formatted(check.agreeing());
    }
    return "changed: a pane that ended %sby %s is not what was published"
        .formatted(
            unchanged == null ? "" : "after " + unchanged.through() + " and ", changed.through());
  }

  private static String noted(ChainCheck check) {
    ChainHead found = check.found();
    return found == null
        ? "changed: no pane leads to the noted head"
        : "unchanged through %s: pane %d leads to the noted head"
            .formatted(found.through(), found.panes());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void say(String what) {
    spec.commandLine().getErr().println("chain: " + what);
    spec.commandLine().getErr().flush();
  }
}
