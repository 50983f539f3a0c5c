package dev.plumbline.cli;

import dev.plumbline.cli.options.PageOptions;
import dev.plumbline.cli.options.RecordsOptions;
import dev.plumbline.cli.proof.AskedPage;
import dev.plumbline.cli.proof.ProofRun;
import dev.plumbline.cli.proof.RecordedTopics;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.kafka.client.ClientProperties;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.proof.PageProof;
import dev.plumbline.stage.alert.proof.ProofException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plumbline prove}: a page with all that led to it, for whoever doubts it. */
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the proof of a page: the pane counts, the policy, the numbering and the arithmetic that led to it,",
      "and the hashes that tie the counts to a head of the chain that was published at the time. docs/verify.py",
      "checks it with Python alone: python3 docs/verify.py proof.json --head HEX"
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:the proof was written",
      "1:the panes lead to no such page, or to another one",
      "2:wrong usage, policy, folder or cluster"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ProveCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private PageOptions page;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "proof.json",
      description = "The proof. Default: proof.json.")
  private Path out;

  @Option(
      names = "--most-bytes",
      paramLabel = "N",
      defaultValue = "" + PageProof.USUAL_BYTES,
      description = {
        "How large the proof may be. Of a page that took longer than fits the newest panes are shown, when",
        "their evidence alone is enough. Default: 64000."
      })
  private int mostBytes;

  @Mixin private RecordsOptions records;

  @Override
  public Integer call() {
    try {
      Policy policy = page.policy();
      RecordedTopics topics = records.open();
      AskedPage asked = page.asked(policy, topics);
      ProofRun run = new ProofRun(policy, PolicyReader.meaning(page.policyFile()), topics);
      byte[] proof = run.prove(asked, mostBytes);
      Files.write(out, proof);
      say("%s: %d bytes".formatted(out, proof.length));
      return 0;
    } catch (ProofException e) {
      say(String.valueOf(e.getMessage()));
      return 1;
    } catch (PolicyException | IllegalArgumentException e) {
      return refuse(String.valueOf(e.getMessage()));
    } catch (KafkaException e) {
      return refuse(ClientProperties.unreadable(e));
    } catch (IOException e) {
      return refuse("cannot read or write " + e.getMessage());
    }
  }

  private int refuse(String why) {
    say(why);
    return 2;
  }

  private void say(String what) {
    spec.commandLine().getErr().println("prove: " + what);
    spec.commandLine().getErr().flush();
  }
}
