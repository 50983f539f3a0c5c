package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PortTakenTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ServerSocket taken;

  PortTakenTest() throws IOException {
    taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  @AfterEach
  void close() throws IOException {
    taken.close();
  }

  private int run(Object command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void shouldSayItBeforeTheDemoStartsABroker() {
    // When
    int code =
        run(new DemoCommand(), "--port", "" + taken.getLocalPort(), "--data", folder.toString());

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines("port " + taken.getLocalPort() + " is taken: use --port");
    assertThat(out.toString()).isEmpty();
    assertThat(folder.resolve("broker")).doesNotExist();
  }

  @Test
  void shouldSayItBeforeTheServiceLooksForItsBrokers() throws IOException {
    // Given
    Path policy = Path.of("src/main/resources/demo/employment.yaml").toAbsolutePath();
    Path config = folder.resolve("plumbline.yaml");
    Files.writeString(
        config,
        """
        kafka: {bootstrapServers: "127.0.0.1:1"}
        policies: [%s]
        http: {port: %d}
        """
            .formatted(policy, taken.getLocalPort()));

    // When
    int code = run(new RunCommand(), "--config", config.toString());

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .isEqualToIgnoringNewLines(
            "port " + taken.getLocalPort() + " is taken: set http.port in " + config);
  }
}
