package dev.plumbline.stage.measure;

import dev.plumbline.stage.measure.Delta.Move;
import dev.plumbline.stage.measure.Delta.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The compact form of {@link Delta}, on its way from the fold to the merge step. */
final class DeltaCodec {

  private DeltaCodec() {}

  static byte[] pack(Delta delta) {
    Packer to = new Packer().text(delta.model()).number(delta.partition());
    pack(delta.requests(), to);
    pack(delta.outcomes(), to);
    to.number(delta.panes().size());
    for (PaneDelta pane : delta.panes()) {
      to.number(pane.start());
      CountsCodec.pack(pane.cohort(), to);
      CountsCodec.pack(pane.evidence(), to);
    }
    to.number(delta.moves().size());
    for (Move move : delta.moves()) {
      to.number(move.from());
      CountsCodec.pack(move.taken(), to);
      to.number(move.to());
      CountsCodec.pack(move.added(), to);
    }
    return to.toBytes();
  }

  static Delta unpack(byte[] bytes) {
    Unpacker from = new Unpacker(bytes);
    return new Delta(
        from.text(),
        (int) from.number(),
        progress(from),
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

  private static void pack(Progress progress, Packer to) {
    to.number(progress.newest()).number(progress.idle() ? 1 : 0);
  }

  private static Progress progress(Unpacker from) {
    return new Progress(from.number(), from.number() == 1);
  }

  private static <V> List<V> list(Unpacker from, Function<Unpacker, V> one) {
    List<V> values = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      values.add(one.apply(from));
    }
    return values;
  }
}
