package dev.plumbline.cli.service;

import dev.plumbline.http.StageStatus;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.kafka.streams.StageRunner;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One line per stage: in, out, dead-lettered, withheld, rate, lag. */
public final class StageProgress {

  private final StageCounts counts;
  private final PrintWriter out;
  private final Map<String, Double> before = new HashMap<>();
  private long beforeNanos = System.nanoTime();

  public StageProgress(MeterRegistry registry, PrintWriter out) {
    this.counts = new StageCounts(registry);
    this.out = out;
  }

  public void print(List<StageRunner> runners) {
    long now = System.nanoTime();
    double seconds = (now - beforeNanos) / 1e9;
    beforeNanos = now;
    out.printf(
        Locale.ROOT,
        "%-8s %9s %9s %6s %8s %8s %7s%n",
        "stage",
        "in",
        "out",
        "dead",
        "withheld",
        "in/s",
        "lag");
    for (StageRunner runner : runners) {
      String stage = runner.stage();
      double in = counts.in(stage);
      Double last = before.put(stage, in);
      out.printf(
          Locale.ROOT,
          "%-8s %9.0f %9.0f %6.0f %8.0f %8.0f %7.0f%n",
          stage,
          in,
          counts.out(stage),
          counts.deadLettered(stage),
          counts.withheld(stage),
          (in - (last == null ? 0 : last)) / seconds,
          runner.lag());
    }
    out.flush();
  }

  List<StageStatus> statuses(List<StageRunner> runners) {
    return runners.stream().map(this::status).toList();
  }

  private StageStatus status(StageRunner runner) {
    String stage = runner.stage();
    return new StageStatus(
        stage,
        (long) counts.in(stage),
        (long) counts.out(stage),
        (long) counts.deadLettered(stage),
        (long) counts.withheld(stage),
        (long) runner.lag(),
        runner.running());
  }
}
