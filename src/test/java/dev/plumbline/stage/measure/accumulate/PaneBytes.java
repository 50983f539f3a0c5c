package dev.plumbline.stage.measure.accumulate;

import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.counts.CountsCodec;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.SignalValue;
import dev.plumbline.stage.measure.state.VarintWriter;
import dev.plumbline.statistics.dyadic.ValueScale;
import dev.plumbline.statistics.sketch.StableHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Prints how large a pane is when it is packed, for docs/benchmarks.md. */
final class PaneBytes {

  private static final GroupPolicy GROUPS =
      new GroupPolicy(
          Map.of("sex", Set.of("f", "m"), "age", Set.of("a", "b", "c", "d", "e")),
          List.of(List.of("sex", "age")),
          Map.of(),
          100);

  private PaneBytes() {}

  public static void main(String[] args) {
    for (int records : new int[] {10, 100, 1_000, 10_000, 100_000}) {
      System.out.printf(
          Locale.ROOT,
          "%d records: %d bytes; of known subjects %d more, with labels %d more%n",
          records,
          bytes(records, false, false),
          bytes(records, true, false) - bytes(records, false, false),
          bytes(records, true, true) - bytes(records, false, true));
    }
  }

  private static int bytes(int records, boolean subjects, boolean labels) {
    Random random = new Random(1);
    PaneAccumulator pane = new PaneAccumulator();
    for (int i = 0; i < records; i++) {
      long person = subjects ? StableHash.bits("s" + i / 2) : Observation.NOBODY;
      Observation record = record(random, person);
      pane.add(record);
      if (labels) {
        pane.label(record.kept(), i % 3 == 0 ? "yes" : "no", i % 3 == 0, 1);
      }
    }
    VarintWriter packed = new VarintWriter();
    CountsCodec.pack(pane.toCounts(), packed);
    return packed.size();
  }

  private static Observation record(Random random, long person) {
    double yes = 1 / (1 + Math.exp(-1.5 * random.nextGaussian()));
    String label = yes > 0.5 ? "yes" : "no";
    return new Observation(
        "credit",
        0,
        groups(random),
        yes > 0.5,
        label,
        Math.round(yes * 1e9),
        "m1",
        1_000_000_000,
        List.of(),
        List.of(
            new SignalValue("label", label, 0),
            new SignalValue("feature:zip", "z" + random.nextInt(40), 0),
            number("score", ValueScale.UNIT, Math.max(yes, 1 - yes)),
            number("text_length", ValueScale.REAL, 20 + random.nextInt(180)),
            number("feature:amount", ValueScale.REAL, Math.exp(3 + random.nextGaussian()))),
        List.of(),
        List.of(),
        person);
  }

  private static SignalValue number(String signal, ValueScale scale, double value) {
    return new SignalValue(signal, null, scale.coordinate(value));
  }

  private static List<String> groups(Random random) {
    Map<String, String> attributes =
        Map.of(
            "sex",
            random.nextBoolean() ? "f" : "m",
            "age",
            "abcde".substring(random.nextInt(5)).substring(0, 1));
    List<String> keys = new ArrayList<>(List.of(MeasureCounts.EVERYONE));
    GROUPS.groupsFor(attributes).forEach((name, group) -> keys.add(MeasureCounts.key(name, group)));
    return keys;
  }
}
