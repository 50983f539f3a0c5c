package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.cli.proof.DrawnPanes;
import dev.plumbline.cli.proof.WatchedPanes;
import dev.plumbline.event.alert.Alert;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code prove} says when there is no proof. */
class ProofRefusalTest {

  @TempDir private Path folder;
  private ProofRig rig;

  @BeforeEach
  void open() {
    rig = new ProofRig(folder);
  }

  /**
   * The topic forgot the first minute of the second day, so the chain can be computed from the next
   * midnight on only; most of the evidence is of the minutes before.
   */
  @Test
  void shouldSaySinceWhenThereIsAChainWhenItBeginsLaterThanTheEvidence() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given minutes from 11:40 on, and a gap from five before midnight on
      DrawnPanes panes = new DrawnPanes(12);
      panes.fair(watched, 740 + ProofRig.DAY - 5, 100);
      Alert page = panes.untilPage(watched, 100, ProofRig.KEY);
      assertThat(page.at()).isAfter(Instant.parse("2026-01-03T00:00:00Z"));
      watched.forget(741);
      // When
      rig.prove(watched, ProofRig.KEY, 1, "--most-bytes", "1000000");
      // Then
      assertThat(rig.said())
          .contains(
              "the chain of the pane counts begins at 2026-01-03T00:00:00Z, later than the evidence,"
                  + " which begins at 2026-01-02T00:01:00Z, and the evidence since then is ")
          .contains("prove a page that came later (--at)")
          .contains("records that hold the panes since 2026-01-02T00:01:00Z (--from)")
          .doesNotContain("--most-bytes");
    }
  }

  @Test
  void shouldSayWhyWhenThereIsNoProof() throws Exception {
    try (WatchedPanes watched = new WatchedPanes(folder, DrawnPanes.DECLARED)) {
      // Given
      DrawnPanes panes = new DrawnPanes(12);
      panes.fair(watched, 60, 100);
      panes.untilPage(watched, 100, ProofRig.KEY);
      // Then
      rig.prove(watched, "credit/demographic_parity_difference/sex/m", 1);
      assertThat(rig.said()).contains("there is no page of demographic_parity_difference/sex/m");
      rig.prove(watched, "other/demographic_parity_difference/sex/f", 2);
      assertThat(rig.said())
          .contains("KEY must be credit/METRIC/ATTRIBUTE/GROUP or the id of an incident");
      rig.prove(watched, ProofRig.KEY, 1, "--most-bytes", "2000");
      assertThat(rig.said()).contains("allow more bytes");
    }
  }
}
