package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code plumbline run} in a JVM of its own, to be killed without warning and started again. */
final class KilledService implements AutoCloseable {

  private final Path config;
  private final String stages;
  private final Path log;
  private Process process;

  /**
   * @param folder where {@code desk.yaml} lies
   * @param log gets what all starts say
   */
  KilledService(Path folder, String servers, String stages, Path log) throws IOException {
    this.config =
        Files.writeString(
            folder.resolve("plumbline.yaml"),
            """
            kafka: {bootstrapServers: "%s"}
            policies: [desk.yaml]
            stateDir: state
            streams: {instanceId: one, replicationFactor: 1}
            http: {port: 0}
            """
                .formatted(servers));
    this.stages = stages;
    this.log = log;
    Files.deleteIfExists(log);
    start();
  }

  private void start() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dlogback.configurationFile=logback.xml", // the product's, which says what is
                // loaded
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--stages",
                stages,
                "--config",
                config.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
  }

  /** As {@code kill -9} does. */
  void killAndStart() throws IOException, InterruptedException {
    kill();
    start();
  }

  private void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }

  /** Fails, with the end of the log, when it has ended by itself. */
  boolean alive() throws IOException {
    List<String> lines = Files.readAllLines(log);
    assertThat(process.isAlive())
        .as(
            "the service ended:%n%s",
            String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size())))
        .isTrue();
    return true;
  }

  List<String> lines(String part) throws IOException {
    return Files.readAllLines(log).stream().filter(line -> line.contains(part)).toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
