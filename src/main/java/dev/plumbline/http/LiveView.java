package dev.plumbline.http;

import dev.plumbline.event.Alert;
import dev.plumbline.event.DriftMeasure;
import dev.plumbline.event.FairnessMeasure;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.WindowMeasures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest of what the flow has said: recent windows by model, open alerts, jobs; and the same as
 * gauges.
 */
public final class LiveView {

  /** Windows kept per model. */
  private static final int MOST_WINDOWS = 200;

  private final Map<String, TreeMap<Instant, WindowMeasures>> windows = new TreeMap<>();
  private final Map<String, Alert> alerts = new TreeMap<>();
  private final Map<String, RetrainingJob> jobs = new TreeMap<>();
  private final Map<String, MultiGauge> gauges = new HashMap<>();

  public LiveView(MeterRegistry registry) {
    for (String name :
        List.of(
            "fairness.value",
            "fairness.low",
            "fairness.high",
            "fairness.tolerance",
            "drift.value",
            "drift.tolerance",
            "ethics.score",
            "bias.score",
            "window.end.seconds",
            "window.requests",
            "window.labelled",
            "alerts.open",
            "jobs")) {
      gauges.put(name, MultiGauge.builder("plumbline." + name).register(registry));
    }
  }

  public synchronized void accept(WindowMeasures window) {
    TreeMap<Instant, WindowMeasures> of =
        windows.computeIfAbsent(window.model(), model -> new TreeMap<>());
    WindowMeasures before = of.get(window.window().end());
    if (before == null || before.revision() <= window.revision()) {
      of.put(window.window().end(), window);
    }
    while (of.size() > MOST_WINDOWS) {
      of.pollFirstEntry();
    }
    publishWindows();
  }

  /** A cleared alert is open no more. */
  public synchronized void accept(Alert alert) {
    if (alert.state() == Alert.State.CLEARED) {
      alerts.remove(alert.key());
    } else {
      alerts.put(alert.key(), alert);
    }
    Rows rows = new Rows();
    Map<Tags, Long> open = new HashMap<>();
    for (Alert each : alerts.values()) {
      open.merge(Tags.of("model", each.model(), "severity", lower(each.severity())), 1L, Long::sum);
    }
    open.forEach((tags, count) -> rows.add("alerts.open", tags, (double) count));
    rows.register("alerts.open");
  }

  public synchronized void accept(RetrainingJob job) {
    jobs.put(job.jobId(), job);
    Rows rows = new Rows();
    Map<Tags, Long> states = new HashMap<>();
    for (RetrainingJob each : jobs.values()) {
      states.merge(Tags.of("model", each.model(), "state", lower(each.state())), 1L, Long::sum);
    }
    states.forEach((tags, count) -> rows.add("jobs", tags, (double) count));
    rows.register("jobs");
  }

  public synchronized Collection<String> models() {
    return List.copyOf(windows.keySet());
  }

  /** Oldest first. */
  public synchronized List<WindowMeasures> windows(String model) {
    return List.copyOf(windows.getOrDefault(model, new TreeMap<>()).values());
  }

  public synchronized List<Alert> alerts() {
    return List.copyOf(alerts.values());
  }

  public synchronized List<RetrainingJob> jobs() {
    return List.copyOf(jobs.values());
  }

  private void publishWindows() {
    Rows rows = new Rows();
    for (TreeMap<Instant, WindowMeasures> of : windows.values()) {
      WindowMeasures newest = of.lastEntry().getValue();
      Tags model = Tags.of("model", newest.model());
      rows.add("window.end.seconds", model, (double) newest.window().end().getEpochSecond());
      rows.add("window.requests", model, (double) newest.requests());
      rows.add("window.labelled", model, (double) newest.labelled());
      rows.add("ethics.score", model, newest.ethics().score());
      rows.add("bias.score", model, newest.bias().score());
      newest.fairness().forEach(measure -> rows.fairness(model, measure));
      newest.drift().forEach(drift -> rows.drift(model, drift));
    }
    rows.registerAll();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Rows of every gauge, replaced at once so that groups that are gone leave no stale series. */
  private final class Rows {
    private final Map<String, List<MultiGauge.Row<?>>> byName = new HashMap<>();

    void add(String name, Tags tags, @Nullable Double value) {
      if (value != null) {
        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(MultiGauge.Row.of(tags, value));
      }
    }

    void fairness(Tags model, FairnessMeasure m) {
      Tags tags =
          model
              .and("metric", m.metric(), "attribute", m.attribute())
              .and(
                  "comparison",
                  lower(m.comparison()),
                  "group",
                  m.comparison() == FairnessMeasure.Comparison.WORST_PAIR ? "" : m.group());
      add("fairness.value", tags, m.value());
      add("fairness.low", tags, m.low());
      add("fairness.high", tags, m.high());
      add("fairness.tolerance", tags, m.tolerance());
    }

    void drift(Tags model, DriftMeasure d) {
      Tags tags = model.and("signal", d.signal(), "group", d.group(), "statistic", d.statistic());
      add("drift.value", tags, d.value());
      add("drift.tolerance", tags, d.tolerance());
    }

    void register(String name) {
      MultiGauge gauge = gauges.get(name);
      if (gauge != null) {
        gauge.register(byName.getOrDefault(name, List.of()), true);
      }
    }

    void registerAll() {
      for (String name : gauges.keySet()) {
        if (!name.equals("alerts.open") && !name.equals("jobs")) {
          register(name);
        }
      }
    }
  }
}
