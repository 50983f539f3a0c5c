package dev.plumbline.stage.measure.counts;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The compact form of {@link MeasureCounts}: a pane is rewritten at every delta and kept for the
 * whole label horizon, so its bytes matter. The first number is the form's version.
 */
public final class CountsCodec {

  private static final long VERSION = 5;

  /** Without {@link GroupScores#residuals} and {@link MeasureCounts#joint}. */
  private static final long BEFORE_RESIDUALS = 4;

  private CountsCodec() {}

  public static void pack(MeasureCounts counts, VarintWriter to) {
    to.number(VERSION);
    pack(counts.groups(), CountsCodec::packGroup, to);
    pack(counts.scores(), (scores, packer) -> scores.pack(packer), to);
    pack(counts.signals(), HistogramCodec::pack, to);
    packNumbers(counts.labels(), to);
    pack(counts.indicators(), CountsCodec::packSum, to);
    packNumbers(counts.versions(), to);
    packNumbers(counts.facts(), to);
    pack(counts.examples(), CountsCodec::packExamples, to);
    pack(counts.pairs(), (pairs, packer) -> pairs.pack(packer), to);
    pack(counts.subjects(), SubjectCodec::pack, to);
    pack(counts.joint(), CountsCodec::packNumbers, to); // a cell's key is its name
  }

  /**
   * @throws IllegalStateException when the bytes are of another version or damaged
   */
  public static MeasureCounts unpack(VarintReader from) {
    long version = from.number();
    if (version != VERSION && version != BEFORE_RESIDUALS) {
      throw new IllegalStateException("counts of version " + version + " cannot be read");
    }
    return new MeasureCounts(
        groups(from),
        unpack(from, packed -> GroupScores.unpack(packed, version != BEFORE_RESIDUALS)),
        unpack(from, HistogramCodec::unpack),
        numbers(from),
        unpack(from, CountsCodec::sum),
        numbers(from),
        numbers(from),
        unpack(from, CountsCodec::examples),
        unpack(from, LabelPairs::unpack),
        unpack(from, SubjectCodec::unpack),
        version == BEFORE_RESIDUALS ? Map.of() : cells(from));
  }

  private static void packSum(WeightedSum sum, VarintWriter to) {
    to.number(sum.sum())
        .number(sum.weight())
        .number(sum.squares())
        .number(sum.products())
        .number(sum.risks())
        .number(sum.largest());
  }

  private static WeightedSum sum(VarintReader from) {
    return new WeightedSum(
        from.number(), from.number(), from.number(), from.number(), from.number(), from.number());
  }

  private static void packGroup(GroupCounts group, VarintWriter to) {
    packNumbers(group, to.text(group.attribute()).text(group.group()));
  }

  private static void packNumbers(GroupCounts group, VarintWriter to) {
    to.number(group.requests())
        .number(group.favourable())
        .number(group.labelled())
        .number(group.truePositives())
        .number(group.falsePositives())
        .number(group.trueNegatives())
        .number(group.falseNegatives())
        .number(group.correct());
  }

  private static Map<String, GroupCounts> groups(VarintReader from) {
    return unpack(from, packed -> group(packed.text(), packed.text(), packed));
  }

  private static Map<String, GroupCounts> cells(VarintReader from) {
    Map<String, GroupCounts> cells = new TreeMap<>();
    for (long left = from.number(); left > 0; left--) {
      String name = from.text();
      cells.put(name, group(JointCells.ATTRIBUTE, name, from));
    }
    return Collections.unmodifiableMap(cells);
  }

  private static GroupCounts group(String attribute, String name, VarintReader from) {
    return new GroupCounts(
        attribute,
        name,
        from.number(),
        from.number(),
        from.number(),
        from.number(),
        from.number(),
        from.number(),
        from.number(),
        from.number());
  }

  private static void packExamples(PaneExemplars examples, VarintWriter to) {
    packIds(examples.adverse(), to);
    packIds(examples.falseNegatives(), to);
    packIds(examples.falsePositives(), to);
  }

  private static void packIds(BottomKSample sample, VarintWriter to) {
    to.number(sample.ids().size());
    sample.ids().forEach(to::text);
  }

  private static PaneExemplars examples(VarintReader from) {
    return new PaneExemplars(ids(from), ids(from), ids(from));
  }

  private static BottomKSample ids(VarintReader from) {
    List<String> ids = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      ids.add(from.text());
    }
    return new BottomKSample(ids);
  }

  private static void packNumbers(Map<String, Long> numbers, VarintWriter to) {
    pack(numbers, (number, packer) -> packer.number(number), to);
  }

  private static Map<String, Long> numbers(VarintReader from) {
    return unpack(from, VarintReader::number);
  }

  private static <V> void pack(
      Map<String, V> values, BiConsumer<V, VarintWriter> one, VarintWriter to) {
    to.number(values.size());
    values.forEach(
        (key, value) -> {
          to.text(key);
          one.accept(value, to);
        });
  }

  private static <V> Map<String, V> unpack(VarintReader from, Function<VarintReader, V> one) {
    Map<String, V> values = new TreeMap<>();
    for (long left = from.number(); left > 0; left--) {
      String key = from.text();
      values.put(key, one.apply(from));
    }
    return Collections.unmodifiableMap(values);
  }
}
