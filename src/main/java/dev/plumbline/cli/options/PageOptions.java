package dev.plumbline.cli.options;

import dev.plumbline.cli.proof.AskedPage;
import dev.plumbline.cli.proof.RecordedTopics;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.proof.ProofException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The page that a command is about. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class PageOptions {

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
      description = "The policy that the page was made under.")
  private Path policyFile;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "When the page of an alert began, as the alert says (at). Default: the newest page.")
  private @Nullable Instant at;

  public Path policyFile() {
    return policyFile;
  }

  /**
   * @throws dev.plumbline.config.section.PolicyException naming what is wrong
   */
  public Policy policy() {
    return PolicyReader.read(policyFile);
  }

  /**
   * @throws IllegalArgumentException when the key is none
   * @throws ProofException when there is no such incident
   */
  public AskedPage asked(Policy policy, RecordedTopics topics) throws IOException, ProofException {
    return AskedPage.read(key, at, policy.model(), topics);
  }
}
