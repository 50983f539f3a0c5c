package dev.plumbline.cli.replay.report;

import dev.plumbline.cli.replay.report.RuleSeries.Point;
import dev.plumbline.policy.Tolerance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;

/**
 * A rule over time as SVG: the value as a line, its 95 % interval as a band, the tolerance dashed.
 * Windows without enough evidence are gaps.
 */
final class GapChart {

  private static final double WIDTH = 320;
  private static final double HEIGHT = 150;
  private static final double LEFT = 38;
  private static final double RIGHT = 312;
  private static final double TOP = 8;
  private static final double BOTTOM = 128;

  private static final double TEXT_HEIGHT = 12;

  /** Ratios further off are drawn at the edge. */
  private static final double LARGEST_RATIO = 3;

  private final RuleSeries series;
  private final List<Point> known;
  private final Tolerance meaning;
  private final double low;
  private final double high;

  GapChart(RuleSeries series) {
    this.series = series;
    this.meaning = series.rule().metric().tolerance();
    this.known = series.points().stream().filter(point -> point.value() != null).toList();
    double[] all =
        DoubleStream.concat(
                DoubleStream.concat(limits().stream().mapToDouble(d -> d), DoubleStream.of(fair())),
                known.stream().flatMapToDouble(p -> DoubleStream.of(least(p), value(p), most(p))))
            .map(this::bounded)
            .toArray();
    double from = DoubleStream.of(all).min().orElse(0);
    double to = DoubleStream.of(all).max().orElse(1);
    double margin = Math.max(0.02, (to - from) * 0.08);
    this.low = meaning == Tolerance.SMALLEST_RATIO ? Math.max(0, from - margin) : from - margin;
    this.high = to + margin;
  }

  private static double value(Point point) {
    return Objects.requireNonNull(point.value());
  }

  private static double least(Point point) {
    return point.low() == null ? value(point) : Objects.requireNonNull(point.low());
  }

  private static double most(Point point) {
    return point.high() == null ? value(point) : Objects.requireNonNull(point.high());
  }

  private double bounded(double value) {
    return meaning == Tolerance.SMALLEST_RATIO
        ? Math.max(0, Math.min(LARGEST_RATIO, value))
        : Math.max(-1, Math.min(1, value));
  }

  /** Where there is no gap. */
  private double fair() {
    return meaning == Tolerance.SMALLEST_RATIO || meaning == Tolerance.SMALLEST_VALUE ? 1 : 0;
  }

  private List<Double> limits() {
    double tolerance = series.rule().tolerance();
    return switch (meaning) {
      case LARGEST_DIFFERENCE -> List.of(-tolerance, tolerance);
      case SMALLEST_RATIO -> List.of(tolerance, 1 / Math.max(tolerance, 1 / LARGEST_RATIO));
      case SMALLEST_VALUE, LARGEST_VALUE -> List.of(tolerance);
    };
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    add(
        svg,
        "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">",
        WIDTH,
        HEIGHT,
        HtmlText.escaped(label()));
    axis(svg);
    for (List<Point> run : runs()) {
      if (run.size() == 1) {
        mark(svg, run.get(0));
      } else {
        band(svg, run);
        line(svg, run);
      }
    }
    limits().forEach(limit -> level(svg, "limit", limit));
    return svg.append("</svg>").toString();
  }

  private String label() {
    if (known.isEmpty()) {
      return series.title() + ": not enough evidence in any window";
    }
    Point last = known.get(known.size() - 1);
    return String.format(
        Locale.ROOT,
        "%s: %d windows, the last at %.3f, 95 %% interval %.3f to %.3f, tolerance %s",
        series.title(),
        known.size(),
        value(last),
        least(last),
        most(last),
        series.rule().tolerance());
  }

  private void axis(StringBuilder svg) {
    level(svg, "fair", fair());
    List<Double> marked = new ArrayList<>();
    for (double value : marks()) {
      if (marked.stream().allMatch(other -> Math.abs(y(other) - y(value)) >= TEXT_HEIGHT)) {
        marked.add(value);
        add(
            svg,
            "<text class=\"y\" x=\"%.0f\" y=\"%.1f\">%.2f</text>",
            LEFT - 4,
            y(value) + 3,
            value);
      }
    }
    List<Point> points = series.points();
    if (!points.isEmpty()) {
      Instant first = points.get(0).at();
      Instant last = points.get(points.size() - 1).at();
      add(svg, "<text x=\"%.0f\" y=\"%.0f\">%s</text>", LEFT, HEIGHT - 6, time(first));
      if (!first.equals(last)) {
        add(
            svg,
            "<text class=\"end\" x=\"%.0f\" y=\"%.0f\">%s</text>",
            RIGHT,
            HEIGHT - 6,
            time(last));
      }
    }
  }

  /** Values worth a number: where there is no gap, the tolerance, the ends. */
  private List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    marks.add(fair());
    marks.addAll(limits());
    marks.add(high);
    marks.add(low);
    return marks;
  }

  private static String time(Instant at) {
    return at.toString().substring(0, 16).replace('T', ' ');
  }

  private void level(StringBuilder svg, String style, double value) {
    add(svg, "<path class=\"%s\" d=\"M%.0f %.1fH%.0f\"/>", style, LEFT, y(value), RIGHT);
  }

  /** Neighbouring windows that have a value. */
  private List<List<Point>> runs() {
    List<List<Point>> runs = new ArrayList<>();
    List<Point> run = new ArrayList<>();
    for (Point point : series.points()) {
      if (point.value() != null) {
        run.add(point);
      } else if (!run.isEmpty()) {
        runs.add(run);
        run = new ArrayList<>();
      }
    }
    if (!run.isEmpty()) {
      runs.add(run);
    }
    return runs;
  }

  private void mark(StringBuilder svg, Point point) {
    add(
        svg,
        "<path class=\"arm\" d=\"M%.1f %.1fV%.1f\"/><circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>",
        x(point),
        y(least(point)),
        y(most(point)),
        x(point),
        y(value(point)));
  }

  private void band(StringBuilder svg, List<Point> run) {
    svg.append("<path class=\"band\" d=\"");
    for (int i = 0; i < run.size(); i++) {
      add(svg, "%s%.1f %.1f", i == 0 ? "M" : "L", x(run.get(i)), y(most(run.get(i))));
    }
    for (int i = run.size() - 1; i >= 0; i--) {
      add(svg, "L%.1f %.1f", x(run.get(i)), y(least(run.get(i))));
    }
    svg.append("Z\"/>");
  }

  private void line(StringBuilder svg, List<Point> run) {
    svg.append("<path class=\"value\" d=\"");
    for (int i = 0; i < run.size(); i++) {
      add(svg, "%s%.1f %.1f", i == 0 ? "M" : "L", x(run.get(i)), y(value(run.get(i))));
    }
    svg.append("\"/>");
  }

  private double x(Point point) {
    List<Point> points = series.points();
    long first = points.get(0).at().toEpochMilli();
    long span = points.get(points.size() - 1).at().toEpochMilli() - first;
    double share = span == 0 ? 0.5 : (point.at().toEpochMilli() - first) / (double) span;
    return LEFT + share * (RIGHT - LEFT);
  }

  private double y(double value) {
    return BOTTOM - (bounded(value) - low) / (high - low) * (BOTTOM - TOP);
  }

  private static void add(StringBuilder to, String format, Object... values) {
    to.append(String.format(Locale.ROOT, format, values));
  }
}
