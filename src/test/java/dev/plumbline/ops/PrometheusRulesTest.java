package dev.plumbline.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules in the hands of Prometheus itself, where its promtool is installed. */
class PrometheusRulesTest {

  @BeforeEach
  void onlyWherePromtoolIsInstalled() {
    boolean installed =
        Arrays.stream(
                System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator)))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
    assumeTrue(installed, "promtool is not installed (Debian: apt-get install prometheus)");
  }

  @Test
  void shouldBeAcceptedWhenPromtoolChecksConfigurationAndRules() throws Exception {
    assertThat(promtool("check", "config", "grafana/prometheus/prometheus.yml"))
        .contains("12 rules found");
  }

  @Test
  void shouldFireOncePerCauseWhenTwoProcessesServeTheSameFigures() throws Exception {
    assertThat(promtool("test", "rules", "src/test/resources/prometheus-rules-test.yml"))
        .contains("SUCCESS");
  }

  private static String promtool(String... arguments) throws IOException, InterruptedException {
    ProcessBuilder command = new ProcessBuilder("promtool");
    command.command().addAll(List.of(arguments));
    Process process = command.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
