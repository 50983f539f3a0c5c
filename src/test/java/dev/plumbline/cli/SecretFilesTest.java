package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.cli.service.DeliverySidecar;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.service.ServiceConfig;
import dev.plumbline.config.service.ServiceConfigReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is wrong with sinks' secrets is said before anything starts, and never repeats them. */
class SecretFilesTest {

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();

  @Test
  void shouldRefuseToStartWhenSecretsAreMissingEmptyOrOfTheWrongForm() throws IOException {
    // Given
    Files.writeString(folder.resolve("short.key"), "n0tAKey");
    Files.writeString(folder.resolve("empty.key"), "\n");
    Files.writeString(folder.resolve("chat.url"), "hooks.example/services/s3cret");
    Path config =
        write(
            """
              gone: {type: pagerduty, secretFile: gone.key}
              short: {type: pagerduty, secretFile: short.key}
              empty: {type: webhook, url: "http://127.0.0.1:1", secretFile: empty.key}
              chat: {type: slack, secretFile: chat.url}
            """);
    // When
    int code =
        new CommandLine(new RunCommand())
            .setErr(new PrintWriter(err))
            .execute("--config", config.toString());
    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString().lines())
        .hasSize(4)
        .allMatch(line -> line.startsWith(config + ": sink '"))
        .anyMatch(line -> line.endsWith("gone.key cannot be read (NoSuchFileException)"))
        .anyMatch(line -> line.endsWith("empty.key is empty"))
        .anyMatch(line -> line.endsWith("integration key: 32 letters and digits"))
        .anyMatch(line -> line.endsWith("address of an incoming webhook, https://..."))
        .noneMatch(line -> line.contains("n0tAKey") || line.contains("s3cret"));
  }

  @Test
  void shouldNotAskForSecretsWhenThisProcessDeliversNothing() throws IOException {
    // Given
    ServiceConfig config =
        ServiceConfigReader.read(write("  gone: {type: pagerduty, secretFile: gone.key}\n"));
    // When // Then
    assertThat(
            new DeliverySidecar(config.sinks())
                .problems(PolicyReader.readAll(config.policies()), List.of("redact", "score")))
        .isEmpty();
  }

  private Path write(String sinks) throws IOException {
    Path policy = Path.of("src/main/resources/demo/employment.yaml").toAbsolutePath();
    return Files.writeString(
        folder.resolve("plumbline.yaml"),
        "kafka: {bootstrapServers: '127.0.0.1:1'}\npolicies: [%s]\nsinks:\n%s"
            .formatted(policy, sinks));
  }
}
