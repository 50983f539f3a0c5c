package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.plumbline.fairness.metric.ResidualSums;
import dev.plumbline.stage.measure.counts.CountsDelta.Move;
import dev.plumbline.stage.measure.counts.CountsDelta.Progress;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is packed into a store or topic comes out as it was. */
class CountsCodecTest {

  @Provide
  Arbitrary<MeasureCounts> counts() {
    return CountsFixtures.counts();
  }

  @Property(tries = 50)
  void shouldReadTheSameCountsWhenTheyWerePacked(@ForAll("counts") MeasureCounts counts) {
    // When
    VarintWriter writer = new VarintWriter();
    CountsCodec.pack(counts, writer);
    // Then
    assertThat(CountsCodec.unpack(new VarintReader(writer.toBytes()))).isEqualTo(counts);
  }

  @Example
  void shouldRefuseAFormThatItDoesNotKnow() {
    for (long version : new long[] {0, 1, 2, 3, 6}) {
      VarintReader reader = new VarintReader(new VarintWriter().number(version).toBytes());
      assertThatIllegalStateException()
          .isThrownBy(() -> CountsCodec.unpack(reader))
          .withMessageContaining("version " + version);
    }
  }

  /** Version 4 had no sums of labels less scores: they are not known, all else is. */
  @Example
  void shouldReadWhatWasWrittenBeforeThereWereResiduals() {
    // Given
    GroupScores scores = CountsFixtures.scores(3);
    VarintWriter writer = new VarintWriter().number(4).number(0).number(1).text("sex=f");
    HistogramCodec.pack(scores.all(), writer);
    HistogramCodec.pack(scores.positives(), writer);
    HistogramCodec.pack(scores.negatives(), writer);
    writer.number(scores.sum()).number(scores.squares());
    for (int part = 0; part < 8; part++) {
      writer.number(0);
    }
    // When
    GroupScores read = CountsCodec.unpack(new VarintReader(writer.toBytes())).scores().get("sex=f");
    // Then
    assertThat(read)
        .isEqualTo(
            new GroupScores(
                scores.all(),
                scores.positives(),
                scores.negatives(),
                scores.sum(),
                scores.squares(),
                ResidualSums.NONE));
  }

  @Example
  void shouldReadTheSameDeltaWhenItWasPacked() {
    // Given
    MeasureCounts f = CountsFixtures.ofRecord("sex", "f", 1);
    MeasureCounts m = CountsFixtures.ofRecord("sex", "m", 2);
    CountsDelta delta =
        new CountsDelta(
            "credit",
            3,
            new Progress(1_000, true),
            List.of(new PaneDelta(-60_000, f, m), new PaneDelta(0, m, MeasureCounts.EMPTY)),
            List.of(new Move(60_000, m, -60_000, f)));
    // Then
    assertThat(throughCodec(delta)).isEqualTo(delta);
  }

  @Example
  void shouldBeEmptyOnlyWithoutPanesAndMoves() {
    PaneDelta pane = new PaneDelta(0, MeasureCounts.EMPTY, MeasureCounts.EMPTY);
    Move move = new Move(0, MeasureCounts.EMPTY, 60_000, MeasureCounts.EMPTY);
    assertThat(delta(List.of(), List.of()).empty()).isTrue();
    assertThat(delta(List.of(pane), List.of()).empty()).isFalse();
    assertThat(delta(List.of(), List.of(move)).empty()).isFalse();
  }

  @Example
  void shouldOnlyGoForwardWhenEventsAreSeen() {
    // Given
    Progress idle = new Progress(500, true);
    // Then
    assertThat(Progress.UNKNOWN.saw(-7)).isEqualTo(new Progress(-7, false));
    assertThat(idle.saw(400)).isEqualTo(new Progress(500, false));
    assertThat(idle.saw(600)).isEqualTo(new Progress(600, false));
  }

  private static CountsDelta delta(List<PaneDelta> panes, List<Move> moves) {
    return new CountsDelta("credit", 0, Progress.UNKNOWN, panes, moves);
  }

  private static CountsDelta throughCodec(CountsDelta delta) {
    VarintWriter packed = new VarintWriter();
    DeltaCodec.pack(delta, packed);
    return DeltaCodec.unpack(new VarintReader(packed.toBytes()));
  }
}
