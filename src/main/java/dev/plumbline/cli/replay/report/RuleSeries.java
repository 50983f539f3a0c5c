package dev.plumbline.cli.replay.report;

import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.policy.FairnessRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the windows said of one rule, in order of time. However many there are, at most {@value
 * #MOST} points are kept: when there are more, every second one goes, and the verdicts of all are
 * counted.
 */
final class RuleSeries {

  static final int MOST = 400;

  /**
   * @param at end of the window
   * @param value null without enough evidence, as the interval's ends are
   */
  record Point(Instant at, @Nullable Double value, @Nullable Double low, @Nullable Double high) {}

  private final FairnessRule rule;
  private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
  private List<Point> points = new ArrayList<>();
  private FairnessMeasure last;
  private long seen;
  private long stride = 1;

  RuleSeries(FairnessRule rule, FairnessMeasure first) {
    this.rule = rule;
    this.last = first;
  }

  void add(Instant at, FairnessMeasure measure) {
    if (measure.value() != null || last.value() == null) {
      last = measure;
    }
    if (measure.verdict() != null) {
      verdicts.merge(measure.verdict(), 1L, Long::sum);
    }
    if (seen++ % stride == 0) {
      points.add(new Point(at, measure.value(), measure.low(), measure.high()));
    }
    if (points.size() > MOST) {
      List<Point> fewer = new ArrayList<>();
      for (int i = 0; i < points.size(); i += 2) {
        fewer.add(points.get(i));
      }
      points = fewer;
      stride *= 2;
    }
  }

  FairnessRule rule() {
    return rule;
  }

  List<Point> points() {
    return List.copyOf(points);
  }

  /** The newest that says anything. */
  FairnessMeasure last() {
    return last;
  }

  long windows(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0L);
  }

  /** Such as {@code demographic_parity_difference, sex = f}. */
  String title() {
    return "%s, %s = %s".formatted(last.metric(), last.attribute(), last.group());
  }
}
