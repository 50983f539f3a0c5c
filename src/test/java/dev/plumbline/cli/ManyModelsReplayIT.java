package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Many models in one replay: each is measured as if it were alone, whatever the machine does. */
class ManyModelsReplayIT {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int MODELS = 35;
  private static final int MINUTES = 20;

  @TempDir private Path folder;

  @Test
  void shouldGiveTheSameFilesWhenTheMachineIsBusyAndPoliciesComeInAnotherOrder() throws Exception {
    // Given
    List<String> policies = policies(MODELS);
    Path requests = requests(MODELS);
    Map<String, String> quiet = replay("quiet", policies, requests);
    // When
    Collections.reverse(policies);
    Map<String, String> busy;
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> load = load(over);
    try {
      busy = replay("busy", policies, requests);
    } finally {
      over.set(true);
      for (Thread thread : load) {
        thread.join();
      }
    }
    // Then
    assertThat(busy).isEqualTo(quiet);
    assertThat(quiet.get("window-measures.jsonl").lines()).hasSize(MODELS * (MINUTES + 4));
    assertThat(ofModel(quiet, 3)).isEqualTo(ofModel(replay("alone", policies(1), requests(1)), 0));
  }

  /** A model's windows without its name and the hash of its policy, and when alerts came. */
  private static List<String> ofModel(Map<String, String> files, int model) throws IOException {
    List<String> found = new ArrayList<>();
    for (String file : List.of("window-measures.jsonl", "ethics-alerts.jsonl")) {
      for (String line : files.get(file).lines().toList()) {
        ObjectNode json = (ObjectNode) Json.MAPPER.readTree(line);
        if (json.get("model").asText().equals("m" + model)) {
          json.remove(List.of("model", "policyVersion"));
          found.add(
              json.has("window")
                  ? json.toString()
                  : "%s %s %s %s"
                      .formatted(
                          json.get("at"),
                          json.get("state"),
                          json.get("severity"),
                          json.get("rule")));
        }
      }
    }
    assertThat(found).anyMatch(line -> line.contains("OPEN") || line.contains("open"));
    return found;
  }

  private Map<String, String> replay(String name, List<String> policies, Path requests)
      throws IOException {
    Path out = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("--policy"));
    arguments.addAll(policies);
    arguments.addAll(List.of("--requests", requests.toString(), "--out", out.toString()));
    int exit =
        new CommandLine(new ReplayCommand())
            .setOut(new PrintWriter(Writer.nullWriter()))
            .execute(arguments.toArray(String[]::new));
    assertThat(exit).isZero();
    Map<String, String> files = new TreeMap<>();
    for (String file : List.of("window-measures.jsonl", "ethics-alerts.jsonl", "summary.json")) {
      files.put(file, Files.readString(out.resolve(file)));
    }
    return files;
  }

  private static List<Thread> load(AtomicBoolean over) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (!over.get()) {
                  Thread.onSpinWait();
                }
              });
      thread.start();
      threads.add(thread);
    }
    return threads;
  }

  /** Every model's traffic is the same: four women and four men a minute, women less favoured. */
  private Path requests(int models) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < MINUTES * 8; i++) {
      for (int model = 0; model < models; model++) {
        lines.add(
            """
            {"requestId":"m%d-%d","model":"m%d","timestamp":"%s","attributes":{"sex":"%s"},\
            "prediction":{"label":"%s","score":0.9}}"""
                .formatted(
                    model,
                    i,
                    model,
                    NOON.plusMillis(7_500L * i),
                    i % 2 == 0 ? "f" : "m",
                    i % 2 == 0 && i % 8 != 0 ? "no" : "yes"));
      }
    }
    return Files.write(folder.resolve("requests-" + models + ".jsonl"), lines);
  }

  private List<String> policies(int models) throws IOException {
    List<String> files = new ArrayList<>();
    for (int model = 0; model < models; model++) {
      String policy =
          """
          model: m%d
          scoring: {source: provided}
          privacy: {consent: {missing: allow}}
          outcome: {favourable: ["yes"]}
          groups: {attributes: {sex: [f, m]}, reference: {sex: m}, minimumSize: 1}
          windows: {size: PT5M, advance: PT1M, grace: PT30S}
          fairness: [{metric: demographic_parity_difference, tolerance: 0.1}]
          alerts: {falsePages: {atMost: 4, per: P1D}, clearAfter: 3, sinks: []}
          """
              .formatted(model);
      files.add(Files.writeString(folder.resolve("m" + model + ".yaml"), policy).toString());
    }
    return files;
  }
}
