package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Prediction;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.score.model.DjlScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Recorded texts through scoring, probing and measuring: the flip rate is in the window. */
class CounterfactualReplayIT {

  private static final Path TINY =
      Path.of("src/test/resources/models/tiny").toAbsolutePath().normalize();
  private static final Set<String> FAVOURABLE = Set.of("card", "transfer");
  private static final List<String> SENTENCES =
      List.of(
          "My card was stolen",
          "I want my cash back",
          "a fee for the card",
          "card",
          "cash please",
          "How do I send money",
          "where is my card");

  @TempDir private Path folder;

  @BeforeEach
  void record() throws IOException {
    List<String> requests = new ArrayList<>();
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    for (int i = 0; i < 140; i++) {
      requests.add(
          Json.MAPPER.writeValueAsString(
              Map.of(
                  "requestId", "r" + i,
                  "model", "desk",
                  "timestamp", noon.plusSeconds(i).toString(),
                  "text", SENTENCES.get(i % SENTENCES.size()),
                  "attributes", Map.of("sex", i % 2 == 0 ? "f" : "m"))));
    }
    Files.write(folder.resolve("requests.jsonl"), requests);
    Files.writeString(
        folder.resolve("policy.yaml"),
        """
        model: desk
        scoring: {source: model, path: %s, device: cpu}
        outcome: {favourable: [card, transfer]}
        groups: {attributes: {sex: [f, m]}, minimumSize: 10}
        windows: {size: PT1H, advance: PT1H}
        ethics:
          bias: {counterfactual: 1}
          counterfactual: {sample: 1, words: {thing: [[card, cash]]}}
        """
            .formatted(TINY));
  }

  @Test
  void shouldMeasureTheFlipRateAndTheSameAgainWhenReplayedTwice() throws IOException {
    // When
    JsonNode first = replay("first");
    JsonNode second = replay("second");
    // Then
    assertThat(first.path("bias").path("score").doubleValue()).isCloseTo(flipRate(), within(1e-12));
    assertThat(second.path("bias")).isEqualTo(first.path("bias"));
    assertThat(second.path("groups")).isEqualTo(first.path("groups"));
    // Which texts share a batch differs from run to run; nothing else may.
    assertThat(second).isEqualTo(first);
  }

  private JsonNode replay(String name) throws IOException {
    Path out = folder.resolve(name);
    int exit =
        new CommandLine(new ReplayCommand())
            .execute(
                "--policy", folder.resolve("policy.yaml").toString(),
                "--requests", folder.resolve("requests.jsonl").toString(),
                "--out", out.toString());
    assertThat(exit).isZero();
    List<String> windows = Files.readAllLines(out.resolve("window-measures.jsonl"));
    assertThat(windows).hasSize(1);
    return Json.MAPPER.readTree(windows.get(0));
  }

  /** Of the sentences with a listed word, asked by hand; each is in the record as often. */
  private static double flipRate() {
    List<String> texts =
        SENTENCES.stream().filter(text -> text.matches(".*\\b(card|cash)\\b.*")).toList();
    List<String> swapped =
        texts.stream()
            .map(t -> t.contains("card") ? t.replace("card", "cash") : t.replace("cash", "card"))
            .toList();
    int flips = 0;
    try (DjlScorer scorer = DjlScorer.load(TINY, "cpu")) {
      List<Prediction> before = scorer.score(texts);
      List<Prediction> after = scorer.score(swapped);
      for (int i = 0; i < texts.size(); i++) {
        boolean was = FAVOURABLE.contains(before.get(i).label());
        flips += was != FAVOURABLE.contains(after.get(i).label()) ? 1 : 0;
      }
    }
    assertThat(flips).isPositive();
    return (double) flips / texts.size();
  }
}
