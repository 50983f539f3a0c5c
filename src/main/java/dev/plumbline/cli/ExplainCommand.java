package dev.plumbline.cli;

import dev.plumbline.cli.proof.AskedPage;
import dev.plumbline.cli.proof.ClusterTopics;
import dev.plumbline.cli.score.PageExamples;
import dev.plumbline.config.PolicyReader;
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
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

  @Parameters(
      paramLabel = "KEY",
      description = {
        "The alert's key, MODEL/METRIC/ATTRIBUTE/GROUP, as in ethics-alerts; or an incident's id such as",
        "260301-k3f9m, with or without MODEL/, for the page that opened it."
      })
  private String key;

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "The model's policy.")
  private Path policyFile;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description = "Folder of the version to ask. Default: the policy's scoring.path.")
  private @Nullable Path model;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "When the page of an alert began, as the alert says (at). Default: the newest page.")
  private @Nullable Instant at;

  @Option(
      names = "--bootstrap-servers",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Cluster whose topics are read; nothing is written to it.")
  private String servers;

  @Option(
      names = "--command-config",
      paramLabel = "FILE",
      description = "Properties of the cluster's client, for example of its security.")
  private @Nullable Path config;

  @Override
  public Integer call() {
    try {
      Policy policy = PolicyReader.read(policyFile);
      if (policy.scoring().source() != ScoringPolicy.Source.MODEL) {
        return refuse(policyFile + ": only answers of a model of texts are explained");
      }
      Path path = model == null ? policy.scoring().path() : model;
      if (path == null) {
        return refuse(policyFile + ": scoring.path is missing");
      }
      TopicReader topics = ClientProperties.reader(servers, config);
      ClusterTopics recorded = new ClusterTopics(topics);
      PageExamples examples =
          PageExamples.of(recorded, AskedPage.read(key, at, policy.model(), recorded), policy);
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
