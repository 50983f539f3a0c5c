package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.cli.proof.Verifier;
import dev.plumbline.cli.proof.WatchedPanes;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.PaneCounts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From panes through the alert stage and {@code prove} to {@code docs/verify.py}. */
class ProveCommandTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final String KEY = "credit/demographic_parity_difference/sex/f";

  private static final String POLICY =
      """
      model: credit
      scoring: {source: provided}
      outcome: {favourable: ["yes"]}
      groups: {attributes: {sex: [f, m]}, reference: {sex: m}, minimumSize: 30}
      windows: {size: PT5M, advance: PT1M}
      alerts: {falsePages: {atMost: 1, per: P90D}, clearAfter: 3}
      fairness:
        - {metric: demographic_parity_difference, tolerance: 0.1}
        - {metric: equalized_odds_difference, tolerance: 0.1}
      """;

  @TempDir private Path folder;

  private final Random random = new Random(5);
  private final StringWriter said = new StringWriter();

  @BeforeEach
  void python() {
    Verifier.assumeInstalled();
  }

  @Test
  void shouldHoldWhenAPageIsProvenWithAllItsPanes() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, POLICY)) {
      // Given
      int minute = 0;
      for (; minute < 3000; minute++) {
        watched.add(pane(minute, 40, 0.6, 0.6));
      }
      for (; watched.pages().isEmpty(); minute++) {
        watched.add(pane(minute, 40, 0.38, 0.6));
      }
      Alert page = watched.pages().get(0);
      // When
      Path proof = prove(watched, 0);
      // Then
      Verifier.Answer answer =
          Verifier.verify(proof, "--head", watched.heads().get(watched.heads().size() - 1).head());
      assertThat(answer.said()).startsWith("proof holds: " + KEY + " at " + page.at());
      assertThat(answer.exit()).isZero();
      System.out.println(answer + " " + Files.size(proof) + " " + minute);
    }
  }

  private Path prove(WatchedPanes watched, int expected) throws Exception {
    Path recorded = watched.leave(folder.resolve("recorded"));
    Path proof = folder.resolve("proof.json");
    int exit =
        Main.commandLine()
            .setErr(new PrintWriter(said))
            .execute(
                "prove",
                KEY,
                "--policy",
                watched.policy().toString(),
                "--from",
                recorded.toString(),
                "--out",
                proof.toString());
    assertThat(exit).as("%s", said).isEqualTo(expected);
    return proof;
  }

  private PaneCounts pane(int minute, int requests, double women, double men) {
    Instant start = NOON.plusSeconds(60L * minute);
    return new PaneCounts(
        "credit",
        new TimeSpan(start, start.plusSeconds(60)),
        List.of(
            group("*", "*", requests, 0.5),
            group("sex", "f", requests, women),
            group("sex", "m", requests, men)),
        Map.of(),
        List.of(),
        "m1",
        "v1");
  }

  private GroupCounts group(String attribute, String name, int requests, double rate) {
    int favoured = 0;
    int n = requests / 2 + random.nextInt(requests);
    for (int i = 0; i < n; i++) {
      favoured += random.nextDouble() < rate ? 1 : 0;
    }
    int positives = n / 2;
    int hits = Math.min(favoured, positives);
    return new GroupCounts(
        attribute,
        name,
        n,
        favoured,
        n,
        hits,
        favoured - hits,
        n - positives - favoured + hits,
        positives - hits);
  }
}
