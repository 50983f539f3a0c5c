package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.config.service.ServiceConfig;
import dev.plumbline.config.service.ServiceConfigReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new KeysCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void shouldPrintWhatTheServicesConfigurationReads() throws Exception {
    for (String purpose : List.of("hash", "encrypt", "sealing")) {
      // When
      Path file = folder.resolve(purpose + ".json");
      assertThat(run("new", "--for", purpose, file.toString())).isZero();

      // Then
      String printed = out.toString().lines().filter(l -> l.startsWith("redact:")).toList().get(0);
      out.getBuffer().setLength(0);
      ServiceConfig.Redact config = read(printed);
      assertThat(
              List.of(
                  String.valueOf(config.hashKeyset()),
                  String.valueOf(config.encryptKeyset()),
                  String.valueOf(config.sealingKeyset())))
          .filteredOn(source -> !source.equals("null"))
          .containsExactly(
              folder
                  .resolve(purpose.equals("sealing") ? "sealing-public.json" : purpose + ".json")
                  .toString());
    }
  }

  private ServiceConfig.Redact read(String redact) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("plumbline.yaml"),
            "kafka: {bootstrapServers: b}\npolicies: [a.yaml]\n" + redact + "\n");
    return ServiceConfigReader.read(file).redact();
  }

  @Test
  void shouldRotateAndSayWhatToDo() {
    // Given
    String file = folder.resolve("k.json").toString();
    run("new", "--for", "sealing", file);

    // Then
    assertThat(run("rotate", file)).isZero();
    assertThat(out.toString())
        .contains("has 2 keys for sealing", "k-public.json and restart it")
        .doesNotContain("keyData");
  }

  @Test
  void shouldExitWithTwoWhenNothingCanBeMadeOrRotated() throws Exception {
    // Given
    String file = folder.resolve("k.json").toString();
    run("new", "--for", "sealing", file);

    // Then
    assertThat(run("new", "--for", "hash", file)).isEqualTo(2);
    assertThat(run("new", "--for", "shred", file)).isEqualTo(2);
    assertThat(run("new", "--for", "hash", folder.resolve("no/k.json").toString())).isEqualTo(2);
    assertThat(run("new", file)).isEqualTo(2);
    assertThat(run("rotate", folder.resolve("none.json").toString())).isEqualTo(2);
    assertThat(run("rotate", folder.resolve("k-public.json").toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("k.json exists; keys are not overwritten")
        .contains("'shred' is none of hash, encrypt, sealing")
        .contains("k-public.json is no keyset with secret keys")
        .doesNotContain("at dev.plumbline");
  }
}
