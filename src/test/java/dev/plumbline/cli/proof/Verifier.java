package dev.plumbline.cli.proof;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code docs/verify.py} in a Python of this machine. */
public final class Verifier {

  /** What it said and how long it took, the start of Python included. */
  public record Answer(int exit, String said, Duration took) {}

  private Verifier() {}

  /** Skips the test where there is no Python. */
  public static void assumeInstalled() {
    assumeTrue(
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Path.of(folder, "python3").toFile().canExecute()),
        "no python3 on the PATH");
  }

  public static Answer verify(Path proof, String... options)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("docs/verify.py", proof.toString()));
    arguments.addAll(List.of(options));
    return python(arguments);
  }

  /** Runs a script that may import the verifier. */
  public static Answer python(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3", "-B"));
    command.addAll(arguments);
    long start = System.nanoTime();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PYTHONPATH", "docs");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("the verifier does not end: " + said);
    }
    return new Answer(
        process.exitValue(), said.strip(), Duration.ofNanos(System.nanoTime() - start));
  }
}
