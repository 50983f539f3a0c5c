package dev.plumbline.stage.measure.counts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.CellExamples;
import dev.plumbline.policy.group.GroupSearch;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How many cells a pane tells apart. */
class JointCellsTest {

  private final JointCells joint = new JointCells(new GroupSearch(2, List.of("a", "b")));

  /** However the parts are cut and merged, the same cells are left, with the same counts. */
  @Test
  void shouldKeepTheSameCellsWhateverCameFirst() {
    // Given: more cells than are told apart, in three parts that overlap
    SplittableRandom random = new SplittableRandom(5);
    List<Map<String, GroupCounts>> parts =
        List.of(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    Map<String, GroupCounts> whole = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      List<String> keys =
          List.of("a=" + random.nextInt(100), "b=" + random.nextInt(70), "c=" + i % 3);
      joint.add(keys, one(), parts.get(random.nextInt(3)));
      joint.add(keys, one(), parts.get(i % 3));
      joint.add(keys, one(), whole);
      joint.add(keys, one(), whole);
    }
    MeasureCounts all = MeasureCounts.EMPTY.withJoint(whole);
    // When
    MeasureCounts forward = merged(parts.get(0), parts.get(1), parts.get(2));
    MeasureCounts backward = merged(parts.get(2), parts.get(0), parts.get(1));
    // Then
    assertThat(whole).hasSizeGreaterThan(6_000);
    assertThat(all.joint()).hasSize(JointCells.MOST + 1);
    assertThat(forward.joint()).isEqualTo(all.joint());
    assertThat(backward.joint()).isEqualTo(all.joint());
    assertThat(all.joint().values().stream().mapToLong(GroupCounts::requests).sum())
        .isEqualTo(40_000);
    assertThat(joint.toJoint(all.joint(), Map.of()).cells())
        .anySatisfy(cell -> assertThat(cell.groups()).containsExactly("*other", "*other"));
  }

  /** Requests to look at depend on what there is, not on the order or on who saw which. */
  @Test
  void shouldKeepTheSameRequestsWhateverCameFirst() {
    // Given
    SplittableRandom random = new SplittableRandom(6);
    PaneAccumulator whole = new PaneAccumulator(joint);
    List<PaneAccumulator> parts =
        List.of(new PaneAccumulator(joint), new PaneAccumulator(joint), new PaneAccumulator(joint));
    for (int i = 0; i < 5_000; i++) {
      List<String> keys =
          List.of("*=*", "a=" + random.nextInt(3), "b=" + (random.nextInt(10) < 1 ? "rare" : "x"));
      PaneExemplars.Kind kind = PaneExemplars.Kind.values()[random.nextInt(3)];
      whole.example(kind, "r" + i, keys);
      parts.get(i % 2).example(kind, "r" + i, keys);
      parts.get(1 + random.nextInt(2)).example(kind, "r" + i, keys);
    }
    // When
    MeasureCounts forward =
        counts(parts.get(0)).merge(counts(parts.get(1))).merge(counts(parts.get(2)));
    MeasureCounts backward =
        counts(parts.get(2)).merge(counts(parts.get(1))).merge(counts(parts.get(0)));
    List<CellExamples> examples = examples(counts(whole));
    // Then
    assertThat(examples(forward)).isEqualTo(examples);
    assertThat(examples(backward)).isEqualTo(examples);
    long adverse = examples.stream().mapToLong(cell -> cell.adverse().size()).sum();
    assertThat(adverse).isEqualTo(96);
    long rare =
        examples.stream()
            .filter(cell -> cell.groups().get(1).equals("rare"))
            .mapToLong(cell -> cell.adverse().size())
            .sum();
    assertThat(rare).isBetween(2L, 25L); // binomial of 96 and 0.1, six deviations
    // Then: they stay when groups are gone, and are read as they were packed
    VarintWriter packed = new VarintWriter();
    CountsCodec.pack(forward.withoutEmptyGroups(), packed);
    assertThat(examples(CountsCodec.unpack(new VarintReader(packed.toBytes()))))
        .isEqualTo(examples);
  }

  private static MeasureCounts counts(PaneAccumulator pane) {
    return pane.toCounts().evidence();
  }

  private List<CellExamples> examples(MeasureCounts counts) {
    return joint.toJoint(counts.joint(), counts.examples()).examples();
  }

  @Test
  void shouldBeTheSameWhenPackedAndRead() {
    // Given
    Map<String, GroupCounts> cells = new TreeMap<>();
    joint.add(List.of("a=x", "b=y"), new GroupCounts("*", "*", 9, 8, 7, 1, 2, 3, 1, 4), cells);
    joint.add(List.of("a=*other"), one(), cells);
    MeasureCounts counts = part(cells);
    VarintWriter packed = new VarintWriter();
    // When
    CountsCodec.pack(counts, packed);
    // Then
    assertThat(counts.joint()).hasSize(2);
    assertThat(CountsCodec.unpack(new VarintReader(packed.toBytes()))).isEqualTo(counts);
  }

  private static MeasureCounts merged(
      Map<String, GroupCounts> a, Map<String, GroupCounts> b, Map<String, GroupCounts> c) {
    return part(a).merge(part(b)).merge(part(c));
  }

  private static MeasureCounts part(Map<String, GroupCounts> cells) {
    return MeasureCounts.ofFacts(Map.of("x", 1L)).withJoint(cells);
  }

  private static GroupCounts one() {
    return new GroupCounts("*", "*", 1, 0, 0, 0, 0, 0, 0);
  }
}
