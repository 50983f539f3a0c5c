package dev.plumbline.cli;

import dev.plumbline.cli.options.ClientOptions;
import dev.plumbline.cli.options.PageOptions;
import dev.plumbline.cli.proof.ClusterTopics;
import dev.plumbline.cli.score.PageExamples;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.kafka.client.ClientProperties;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.cluster.ClusterException;
import dev.plumbline.model.ModelException;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.stage.alert.proof.ProofException;
import dev.plumbline.stage.score.model.ModelWorkers;
import dev.plumbline.stage.score.model.TextScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code plumbline explain}: which words the answers rest on that made a page. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Finds a page's example requests in scored-requests and says what each of their words did to the answer, by",
      "leaving it out. Prints JSON lines {\"id\",\"label\",\"score\",\"truncated\",\"words\"}, as score --explain does; the",
      "texts are the redacted ones. For models of texts that Plumbline scores with."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:every example was explained",
      "1:there is no such page, or examples are not in the topic any more",
      "2:wrong usage, policy, model or cluster"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private PageOptions page;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "Folder of the version to ask. Default: the policy's scoring.path.")
  private @Nullable Path model;

  @Mixin private ClientOptions client;

  @Override
  public Integer call() {
    try {
      Policy policy = page.policy();
      if (policy.scoring().source() != ScoringPolicy.Source.MODEL) {
        return refuse(page.policyFile() + ": only answers of a model of texts are explained");
      }
      Path path = model == null ? policy.scoring().path() : model;
      if (path == null) {
        return refuse(page.policyFile() + ": scoring.path is missing");
      }
      TopicReader topics = client.reader();
      ClusterTopics recorded = new ClusterTopics(topics);
      PageExamples examples = PageExamples.of(recorded, page.asked(policy, recorded), policy);
      try (TextScorer scorer = ModelWorkers.load(policy, path)) {
        return examples.explain(
                topics, scorer, spec.commandLine().getOut(), spec.commandLine().getErr())
            ? 0
            : 1;
      }
    } catch (ProofException e) {
      say(String.valueOf(e.getMessage()));
      return 1;
    } catch (PolicyException | ModelException | ClusterException | IllegalArgumentException e) {
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
    spec.commandLine().getErr().println("explain: " + what);
    spec.commandLine().getErr().flush();
  }
}
