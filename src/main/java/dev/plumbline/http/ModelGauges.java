package dev.plumbline.http;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.WindowMeasures;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each model stands, open alerts and jobs as gauges: every rule's newest figure that had
 * evidence, with its age. All rows are replaced at once, so that groups that are gone leave no
 * stale series.
 */
final class ModelGauges {

  private final Map<String, MultiGauge> gauges = new HashMap<>();
  private final Map<String, List<MultiGauge.Row<?>>> rows = new HashMap<>();

  ModelGauges(MeterRegistry registry) {
    for (String name :
        List.of(
            "fairness.value",
            "fairness.low",
            "fairness.high",
            "fairness.tolerance",
            "fairness.age.seconds",
            "drift.value",
            "drift.drifted",
            "drift.tolerance",
            "drift.age.seconds",
            "ethics.score",
            "bias.score",
            "window.end.seconds",
            "window.requests",
            "window.labelled",
            "window.flagged",
            "incidents.open",
            "alerts.open",
            "jobs")) {
      gauges.put(name, MultiGauge.builder("plumbline." + name).register(registry));
    }
  }

  void publish(
      Collection<ModelStanding> models,
      Collection<Incident> incidents,
      Collection<Alert> open,
      Collection<RetrainingJob> jobs) {
    rows.clear();
    models.forEach(this::model);
    count("incidents.open", incidents.stream().map(i -> Tags.of("model", i.model())).toList());
    count(
        "alerts.open",
        open.stream()
            .map(a -> Tags.of("model", a.model(), "severity", lower(a.severity())))
            .toList());
    count(
        "jobs",
        jobs.stream().map(j -> Tags.of("model", j.model(), "state", lower(j.state()))).toList());
    gauges.forEach((name, gauge) -> gauge.register(rows.getOrDefault(name, List.of()), true));
  }

  private void model(ModelStanding standing) {
    WindowMeasures window = standing.newest();
    if (window == null) {
      return;
    }
    Tags model = Tags.of("model", window.model());
    add("window.end.seconds", model, (double) window.window().end().getEpochSecond());
    add("window.requests", model, (double) window.requests());
    add("window.labelled", model, (double) window.labelled());
    add("ethics.score", model, standing.ethics());
    add("bias.score", model, standing.bias());
    window.flagged().forEach((flag, records) -> flagged(model, flag, records));
    standing.eachFairness((measure, age) -> fairness(model, measure, age));
    standing.eachDrift((drift, age) -> drift(model, drift, age));
  }

  /**
   * @param flag field and reason
   */
  private void flagged(Tags model, String flag, long records) {
    int end = flag.lastIndexOf(':');
    Tags tags = model.and("field", flag.substring(0, end), "reason", flag.substring(end + 1));
    add("window.flagged", tags, (double) records);
  }

  /** The worst pair's group changes from window to window; as a label it would cut its series. */
  private void fairness(Tags model, FairnessMeasure m, Duration age) {
    boolean worst = m.comparison() == FairnessMeasure.Comparison.WORST_PAIR;
    Tags tags =
        model
            .and("metric", m.metric(), "attribute", m.attribute())
            .and("comparison", lower(m.comparison()), "group", worst ? "" : m.group());
    add("fairness.value", tags, m.value());
    add("fairness.low", tags, m.low());
    add("fairness.high", tags, m.high());
    add("fairness.tolerance", tags, m.tolerance());
    add("fairness.age.seconds", tags, m.value() == null ? null : (Double) (double) age.toSeconds());
  }

  private void drift(Tags model, DriftMeasure d, Duration age) {
    Tags tags =
        model
            .and("signal", d.signal(), "statistic", d.statistic())
            .and("attribute", d.attribute(), "group", d.group());
    add("drift.value", tags, d.value());
    add("drift.drifted", tags, d.verdict() == DriftMeasure.Drift.DRIFTED ? 1.0 : 0.0);
    add("drift.tolerance", tags, d.tolerance());
    add("drift.age.seconds", tags, d.value() == null ? null : (Double) (double) age.toSeconds());
  }

  private void count(String name, List<Tags> each) {
    Map<Tags, Long> counts = new HashMap<>();
    each.forEach(tags -> counts.merge(tags, 1L, Long::sum));
    counts.forEach((tags, count) -> add(name, tags, (double) count));
  }

  private void add(String name, Tags tags, @Nullable Double value) {
    if (value != null) {
      rows.computeIfAbsent(name, n -> new ArrayList<>()).add(MultiGauge.Row.of(tags, value));
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
