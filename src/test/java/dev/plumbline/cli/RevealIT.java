package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.event.RevealRecord;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.topic.Topics;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a key over the redact command to a value and its audit, on a real broker. */
class RevealIT {

  private static final String ADDRESS = "zebra@example.com";

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Object command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void shouldAuditBeforeItShowsAndShowNothingWithoutAnAudit() throws Exception {
    // Given
    String keyset = folder.resolve("k.json").toString();
    run(new KeysCommand(), "new", "--for", "encrypt", keyset);
    String token = token(keyset);
    run(new KeysCommand(), "rotate", keyset);
    Path lines = Files.writeString(folder.resolve("in"), "{\"t\":\"" + token + "\"}\nzebra\n");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      String[] alone = arguments(broker, keyset, token);
      String[] inLines = arguments(broker, keyset, "--file", lines.toString());

      // When the topic is not there
      out.getBuffer().setLength(0);
      int unaudited = run(new RevealCommand(), alone);
      String shown = out.toString();
      ShippedTopics.prepare(broker.bootstrapServers());
      // A broker knows its topics a little later than the controller.
      await().until(() -> run(new RevealCommand(), alone) == 0);
      int partly = run(new RevealCommand(), inLines);

      // Then
      assertThat(List.of(unaudited, partly)).containsExactly(2, 1);
      assertThat(shown).isEmpty();
      assertThat(err.toString()).contains("not in the audit", "reveal-audit is not there");
      assertThat(out.toString().lines())
          .containsExactly(
              "{\"token\":\"%s\",\"entity\":\"EMAIL_ADDRESS\",\"value\":\"%s\"}"
                  .formatted(token, ADDRESS),
              "{\"t\":\"%s\"}".formatted(ADDRESS),
              "{\"id\":null,\"line\":2,\"error\":\"not JSON\"}");
      audit(broker, token);
    }
  }

  private String token(String keyset) {
    StringWriter redacted = new StringWriter();
    ByteArrayInputStream in =
        new ByteArrayInputStream(
            ("{\"text\":\"" + ADDRESS + "\"}").getBytes(StandardCharsets.UTF_8));
    int code =
        run(new RedactCommand(in, redacted), "--operator", "encrypt", "--encrypt-keyset", keyset);
    assertThat(code).isZero();
    return redacted.toString().replaceAll(".*\"text\":\"|\".*\\s*", "");
  }

  private static String[] arguments(EmbeddedBroker broker, String keyset, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--encrypt-keyset",
                keyset,
                "--as",
                "auditor 7",
                "--reason",
                "complaint of " + ADDRESS));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static void audit(EmbeddedBroker broker, String token) throws Exception {
    List<RevealRecord> audit = new ArrayList<>();
    new TopicReader(broker.bootstrapServers()).each(Topics.REVEAL_AUDIT, audit::add);
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    assertThat(audit)
        .hasSize(2)
        .allSatisfy(
            reveal -> {
              assertThat(reveal.who()).isEqualTo(System.getProperty("user.name"));
              assertThat(reveal.as()).isEqualTo("auditor 7");
              assertThat(reveal.kind()).isEqualTo(RevealRecord.Kind.TOKEN);
              assertThat(reveal.what()).isEqualTo("EMAIL_ADDRESS");
              assertThat(reveal.token()).isEqualTo(HexFormat.of().formatHex(digest));
              assertThat(reveal.reason()).isEqualTo("complaint of <EMAIL_ADDRESS>");
            });
  }
}
