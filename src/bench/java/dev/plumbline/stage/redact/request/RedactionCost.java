package dev.plumbline.stage.redact.request;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What redaction of a record costs beside its parse, measured in turn in one process: on a machine
 * whose speed changes by the minute only figures of the same seconds can be compared. Arguments:
 * rounds, then kinds of records.
 */
public final class RedactionCost {

  private static final long SLICE = 300_000_000;
  private static final int WARM_UP = 8;

  private final RecordBenchmark.Records records = new RecordBenchmark.Records();
  private final Map<String, Function<RecordBenchmark.Records, Object>> steps =
      new LinkedHashMap<>();
  private final Map<String, List<Double>> nanos = new LinkedHashMap<>();
  private volatile @Nullable Object sink;

  private RedactionCost(String kind) throws IOException {
    RecordBenchmark benchmark = new RecordBenchmark();
    records.kind = kind;
    records.write();
    steps.put("parse", benchmark::parse);
    steps.put("read", benchmark::read);
    steps.put("redact", benchmark::redact);
    steps.put("next", benchmark::next);
  }

  public static void main(String[] args) throws IOException {
    int rounds = Integer.parseInt(args[0]);
    System.out.println(
        "medians of CPU time in ns a record; cost: (redact - read) / read, quartiles");
    for (String kind : Arrays.asList(args).subList(1, args.length)) {
      new RedactionCost(kind).run(rounds, kind);
    }
  }

  private void run(int rounds, String kind) {
    for (int i = -WARM_UP; i < rounds; i++) {
      boolean counts = i >= 0;
      steps.forEach(
          (name, step) -> {
            double nanosPerRecord = slice(step);
            if (counts) {
              nanos.computeIfAbsent(name, key -> new ArrayList<>()).add(nanosPerRecord);
            }
          });
    }
    List<Double> costs = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      double read = nanos.get("read").get(i);
      costs.add((nanos.get("redact").get(i) - read) / read);
    }
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-14s", kind));
    nanos.forEach(
        (name, values) ->
            line.append(String.format(Locale.ROOT, "%s %.0f  ", name, quantile(values, 0.5))));
    System.out.printf(
        Locale.ROOT,
        "%s cost %.2f (%.2f to %.2f)%n",
        line,
        quantile(costs, 0.5),
        quantile(costs, 0.25),
        quantile(costs, 0.75));
  }

  private double slice(Function<RecordBenchmark.Records, Object> step) {
    long begun = cpu();
    long count = 0;
    while (cpu() - begun < SLICE) {
      for (int i = 0; i < 256; i++) {
        sink = step.apply(records);
      }
      count += 256;
    }
    return (double) (cpu() - begun) / count;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static double quantile(List<Double> values, double q) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.round(q * (sorted.size() - 1)));
  }
}
