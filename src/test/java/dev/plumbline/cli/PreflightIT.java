package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.kafka.embedded.EmbeddedBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that answers and is not ready: one line, exit code 2. */
class PreflightIT {

  @TempDir private static Path folder;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start(folder.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @Test
  void shouldSayWhichTopicsAreMissingWhenTheServiceStarts() throws IOException {
    // Given
    Files.writeString(
        folder.resolve("loans.yaml"),
        """
        model: loans
        scoring: {source: provided}
        outcome: {favourable: [approved]}
        groups: {attributes: {sex: [female, male]}}
        fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
        """);
    Path service =
        Files.writeString(
            folder.resolve("plumbline.yaml"),
            "kafka: {bootstrapServers: '%s'}\npolicies: [loans.yaml]\nhttp: {port: 0}\n"
                .formatted(broker.bootstrapServers()));
    // When
    String refusal = refusal("run", "--config", service.toString(), "--stages", "redact");
    // Then: those of redact alone
    assertThat(refusal)
        .isEqualTo(
            "the cluster at %s has no topic dead-letters, inference-requests, outcomes and 2 more (or this client may not see it): plumbline topics apply --bootstrap-servers %s makes what is missing"
                .formatted(broker.bootstrapServers(), broker.bootstrapServers()));
  }

  @Test
  void shouldSayHowManyCopiesThereCanBeWhenTopicsAskForMore() {
    // When
    String refusal = refusal("topics", "apply", "--bootstrap-servers", broker.bootstrapServers());
    // Then
    assertThat(refusal)
        .startsWith("the cluster at " + broker.bootstrapServers() + " has 1 broker,")
        .endsWith("--replication 1 asks for as many as there can be");
  }

  /** The only line that a command prints, where it refuses. */
  private static String refusal(String... command) {
    StringWriter err = new StringWriter();
    StringWriter out = new StringWriter();
    int exit =
        Main.commandLine()
            .setErr(new PrintWriter(err))
            .setOut(new PrintWriter(out))
            .execute(command);
    assertThat(exit).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    return err.toString().strip();
  }
}
