package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses at which there is no cluster: one line, exit code 2, in seconds, in every command. */
class PreflightTest {

  private static final String WRONG =
      """
      localhost               | the broker's address localhost has no port: write for example localhost:9092
      localhost:              | the broker's address localhost: has no port: write for example localhost:9092
      localhost:70000         | the broker's address localhost:70000 has no valid port: it must be 1 to 65535
      localhost:kafka         | the broker's address localhost:kafka has no valid port: it must be 1 to 65535
      'localhost:9092,'       | the brokers' addresses have an empty one: write HOST:PORT, separated by commas
      ${KAFKA}                | the broker's address ${KAFKA} names a variable that nobody has replaced
      kafka://localhost:9092  | the broker's address kafka://localhost:9092 is a URL: write HOST:PORT alone
      :9092                   | the broker's address :9092 has no host
      [::1]                   | the broker's address [::1] has no port: write for example [::1]:9092
      no-such.invalid:9092    | there is no host of the name in no-such.invalid:9092
      localhost:1             | nothing listens at localhost:1: does a broker run there, and is the port right?
      """;

  @TempDir private static Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = WRONG)
  void shouldSayInOneLineWhatIsWrongWhenNoBrokerCanBeThere(String servers, String expected)
      throws IOException {
    for (List<String> command : commands(servers)) {
      assertThat(refusal(command)).as(command.get(0)).isEqualTo(expected);
    }
  }

  /** It takes connections and says nothing, like a port that expects TLS. */
  @Test
  @Timeout(60)
  void shouldSayThatItIsNoBrokerWhenSomethingElseListens() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String servers = "localhost:" + silent.getLocalPort();
      long begin = System.nanoTime();
      // When
      String refusal = refusal(List.of("topics", "diff", "--bootstrap-servers", servers));
      // Then
      assertThat(refusal)
          .startsWith("something listens at " + servers + " but does not answer as a broker")
          .contains("security.protocol");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }
  }

  private static List<List<String>> commands(String servers) throws IOException {
    String policy = policy().toString();
    Path service =
        Files.writeString(
            folder.resolve("plumbline.yaml"),
            "kafka: {bootstrapServers: '"
                + servers
                + "'}\npolicies: [loans.yaml]\nhttp: {port: 0}\n");
    String out = folder.resolve("out").toString();
    List<List<String>> commands = new ArrayList<>();
    commands.add(List.of("run", "--config", service.toString()));
    commands.add(List.of("topics", "diff", "--bootstrap-servers", servers));
    commands.add(List.of("topics", "apply", "--bootstrap-servers", servers));
    commands.add(List.of("chain", "loans", "--bootstrap-servers", servers));
    commands.add(
        List.of("prove", "k", "--policy", policy, "--bootstrap-servers", servers, "--out", out));
    commands.add(
        List.of("baseline", "--policy", policy, "--bootstrap-servers", servers, "--out", out));
    return commands;
  }

  private static Path policy() throws IOException {
    return Files.writeString(
        folder.resolve("loans.yaml"),
        """
        model: loans
        scoring: {source: provided}
        outcome: {favourable: [approved]}
        groups: {attributes: {sex: [female, male]}}
        fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
        drift: {reference: {first: PT1H}, signals: [{signal: score, statistic: psi, tolerance: 0.2}]}
        """);
  }

  /** What a command prints of its errors when it ends with 2. */
  private static String refusal(List<String> command) {
    StringWriter err = new StringWriter();
    int exit =
        Main.commandLine().setErr(new PrintWriter(err)).execute(command.toArray(String[]::new));
    assertThat(exit).as(String.join(" ", command)).isEqualTo(2);
    return err.toString().strip();
  }
}
