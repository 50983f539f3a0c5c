package dev.plumbline.stage.measure.counts;

import dev.plumbline.stage.measure.counts.CountsDelta.Move;
import dev.plumbline.stage.measure.counts.CountsDelta.Progress;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The compact form of {@link CountsDelta}, on its way from the fold to the merge step. */
public final class DeltaCodec {

  private DeltaCodec() {}

  public static void pack(CountsDelta delta, VarintWriter to) {
    to.text(delta.model()).number(delta.partition());
    pack(delta.requests(), to);
    to.number(delta.panes().size());
    delta.panes().forEach(pane -> pack(pane, to));
    to.number(delta.moves().size());
    delta.moves().forEach(move -> pack(move, to));
  }

  /** Bytes of a pane in a delta. */
  static int size(PaneDelta pane) {
    VarintWriter alone = new VarintWriter();
    pack(pane, alone);
    return alone.toBytes().length;
  }

  /** Bytes of a move in a delta. */
  static int size(Move move) {
    VarintWriter alone = new VarintWriter();
    pack(move, alone);
    return alone.toBytes().length;
  }

  private static void pack(PaneDelta pane, VarintWriter to) {
    to.number(pane.start());
    CountsCodec.pack(pane.cohort(), to);
    CountsCodec.pack(pane.evidence(), to);
  }

  private static void pack(Move move, VarintWriter to) {
    to.number(move.from());
    CountsCodec.pack(move.taken(), to);
    to.number(move.to());
    CountsCodec.pack(move.added(), to);
  }

  public static CountsDelta unpack(VarintReader from) {
    return new CountsDelta(
        from.text(),
        (int) from.number(),
        progress(from),
        list(
            from,
            packed ->
                new PaneDelta(
                    packed.number(), CountsCodec.unpack(packed), CountsCodec.unpack(packed))),
        list(
            from,
            packed ->
                new Move(
                    packed.number(),
                    CountsCodec.unpack(packed),
                    packed.number(),
                    CountsCodec.unpack(packed))));
  }

  private static void pack(Progress progress, VarintWriter to) {
    to.number(progress.newest()).number(progress.idle() ? 1 : 0);
  }

  private static Progress progress(VarintReader from) {
    return new Progress(from.number(), from.number() == 1);
  }

  private static <V> List<V> list(VarintReader from, Function<VarintReader, V> one) {
    List<V> values = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      values.add(one.apply(from));
    }
    return values;
  }
}
