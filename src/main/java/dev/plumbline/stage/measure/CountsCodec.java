package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The compact form of {@link Counts}: a pane is rewritten at every delta and kept for the whole
 * label horizon, so its bytes matter. The first number is the form's version.
 */
final class CountsCodec {

  private static final long VERSION = 2;

  /** The form before there were examples. */
  private static final long WITHOUT_EXAMPLES = 1;

  private CountsCodec() {}

  static void pack(Counts counts, Packer to) {
    to.number(VERSION);
    pack(counts.groups(), CountsCodec::packGroup, to);
    pack(counts.scores(), (scores, packer) -> scores.pack(packer), to);
    pack(counts.signals(), (bins, packer) -> packNumbers(bins.bins(), packer), to);
    packNumbers(counts.labels(), to);
    pack(counts.indicators(), (sum, packer) -> packer.number(sum.sum()).number(sum.weight()), to);
    packNumbers(counts.versions(), to);
    packNumbers(counts.facts(), to);
    pack(counts.examples(), CountsCodec::packExamples, to);
  }

  /**
   * @throws IllegalStateException when the bytes are of another version or damaged
   */
  static Counts unpack(Unpacker from) {
    long version = from.number();
    if (version != VERSION && version != WITHOUT_EXAMPLES) {
      throw new IllegalStateException("counts of version " + version + " cannot be read");
    }
    return new Counts(
        groups(from),
        unpack(from, GroupScores::unpack),
        unpack(from, packed -> new Distribution(numbers(packed))),
        numbers(from),
        unpack(from, packed -> new WeightedSum(packed.number(), packed.number())),
        numbers(from),
        numbers(from),
        version == WITHOUT_EXAMPLES ? Map.of() : unpack(from, CountsCodec::examples));
  }

  private static void packGroup(GroupCounts group, Packer to) {
    to.text(group.attribute())
        .text(group.group())
        .number(group.requests())
        .number(group.favourable())
        .number(group.labelled())
        .number(group.truePositives())
        .number(group.falsePositives())
        .number(group.trueNegatives())
        .number(group.falseNegatives());
  }

  private static Map<String, GroupCounts> groups(Unpacker from) {
    return unpack(
        from,
        packed ->
            new GroupCounts(
                packed.text(),
                packed.text(),
                packed.number(),
                packed.number(),
                packed.number(),
                packed.number(),
                packed.number(),
                packed.number(),
                packed.number()));
  }

  private static void packExamples(Examples examples, Packer to) {
    packIds(examples.adverse(), to);
    packIds(examples.falseNegatives(), to);
    packIds(examples.falsePositives(), to);
  }

  private static void packIds(IdSample sample, Packer to) {
    to.number(sample.ids().size());
    sample.ids().forEach(to::text);
  }

  private static Examples examples(Unpacker from) {
    return new Examples(ids(from), ids(from), ids(from));
  }

  private static IdSample ids(Unpacker from) {
    List<String> ids = new ArrayList<>();
    for (long left = from.number(); left > 0; left--) {
      ids.add(from.text());
    }
    return new IdSample(ids);
  }

  private static void packNumbers(Map<String, Long> numbers, Packer to) {
    pack(numbers, (number, packer) -> packer.number(number), to);
  }

  private static Map<String, Long> numbers(Unpacker from) {
    return unpack(from, Unpacker::number);
  }

  private static <V> void pack(Map<String, V> values, BiConsumer<V, Packer> one, Packer to) {
    to.number(values.size());
    values.forEach(
        (key, value) -> {
          to.text(key);
          one.accept(value, to);
        });
  }

  private static <V> Map<String, V> unpack(Unpacker from, Function<Unpacker, V> one) {
    Map<String, V> values = new TreeMap<>();
    for (long left = from.number(); left > 0; left--) {
      String key = from.text();
      values.put(key, one.apply(from));
    }
    return Collections.unmodifiableMap(values);
  }
}
