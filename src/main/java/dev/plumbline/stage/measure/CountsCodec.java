package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The compact form of {@link Counts}: a pane is rewritten at every delta and kept for the whole
 * label horizon, so its bytes matter. The first number is the form's version.
 */
final class CountsCodec {

  private static final long VERSION = 1;

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
  }

  /**
   * @throws IllegalStateException when the bytes are of another version or damaged
   */
  static Counts unpack(Unpacker from) {
    long version = from.number();
    if (version != VERSION) {
      throw new IllegalStateException("counts of version " + version + " cannot be read");
    }
    return new Counts(
        groups(from),
        unpack(from, GroupScores::unpack),
        unpack(from, packed -> new Distribution(numbers(packed))),
        numbers(from),
        unpack(from, packed -> new WeightedSum(packed.number(), packed.number())),
        numbers(from),
        numbers(from));
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
