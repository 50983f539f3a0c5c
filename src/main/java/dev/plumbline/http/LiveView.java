package dev.plumbline.http;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentNote;
import dev.plumbline.event.measure.WindowMeasures;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The newest of what the flow has said: recent windows by model, open incidents and alerts, jobs;
 * and the same as gauges. Numbers every change, so that a reader can ask for what is new to it.
 */
public final class LiveView {

  /** Windows kept per model. */
  private static final int MOST_WINDOWS = 200;

  /** Jobs shown; all of them are counted. */
  private static final int MOST_JOBS = 20;

  /** How long a rule's figure is shown for a model without a policy: the default horizon. */
  private static final Duration KEPT = Duration.ofDays(14);

  /** What a page shows; {@code windows} and {@code rules} are only those that changed. */
  record Changes(
      long version,
      Map<String, List<PageWindow>> windows,
      Map<String, List<PageRule>> rules,
      List<Incident> incidents,
      List<IncidentNote> notes,
      List<Alert> alerts,
      List<RetrainingJob> jobs) {}

  private record Numbered(long version, WindowMeasures window) {}

  private final Map<String, Duration> horizons;
  private final TreeSet<String> models;
  private final Map<String, TreeMap<Instant, Numbered>> windows = new TreeMap<>();
  private final Map<String, ModelStanding> standings = new TreeMap<>();
  private final Map<String, Incident> incidents = new TreeMap<>();
  private final IncidentNotes notes = new IncidentNotes();
  private final Map<String, Alert> alerts = new TreeMap<>();
  private final Map<String, RetrainingJob> jobs = new TreeMap<>();
  private final ModelGauges gauges;
  private long version;
  private long published;

  /**
   * @param horizons of the models that have a policy, known before their first window: how long
   *     labels may come, and so how long a rule's newest figure with evidence is shown
   */
  public LiveView(MeterRegistry registry, Map<String, Duration> horizons) {
    this.horizons = Map.copyOf(horizons);
    this.models = new TreeSet<>(horizons.keySet());
    this.gauges = new ModelGauges(registry);
  }

  public synchronized void accept(WindowMeasures window) {
    models.add(window.model());
    TreeMap<Instant, Numbered> of =
        windows.computeIfAbsent(window.model(), model -> new TreeMap<>());
    Numbered before = of.get(window.window().end());
    if (before == null || before.window().revision() <= window.revision()) {
      of.put(window.window().end(), new Numbered(++version, window));
      standing(window.model()).accept(window, version);
    }
    while (of.size() > MOST_WINDOWS) {
      of.pollFirstEntry();
    }
  }

  /** A cleared alert is open no more. */
  public synchronized void accept(Alert alert) {
    version++;
    models.add(alert.model());
    if (alert.state() == Alert.State.CLEARED) {
      alerts.remove(alert.key());
    } else {
      alerts.put(alert.key(), alert);
    }
  }

  /** A cleared incident is open no more. */
  public synchronized void accept(Incident incident) {
    version++;
    models.add(incident.model());
    if (incident.stillOpen()) {
      incidents.put(incident.key(), incident);
    } else {
      incidents.remove(incident.key());
    }
  }

  public synchronized void accept(IncidentNote note) {
    version++;
    notes.accept(note);
  }

  public synchronized void accept(RetrainingJob job) {
    version++;
    models.add(job.model());
    jobs.merge(job.jobId(), job, RetrainingJob::then);
  }

  /** Sets the gauges. For every scrape, not for every record: a start reads months of them. */
  synchronized void publish() {
    if (published != version) {
      gauges.publish(standings.values(), incidents.values(), alerts.values(), jobs.values());
      published = version;
    }
  }

  private ModelStanding standing(String model) {
    return standings.computeIfAbsent(
        model, name -> new ModelStanding(horizons.getOrDefault(name, KEPT)));
  }

  /** Where each rule of the policy stands, in the newest window that had evidence for it. */
  synchronized List<PageRule> rules(String model) {
    return rulesSince(model, -1);
  }

  private List<PageRule> rulesSince(String model, long seen) {
    ModelStanding standing = standings.get(model);
    return standing == null ? List.of() : standing.rulesSince(seen);
  }

  synchronized Collection<String> models() {
    return List.copyOf(models);
  }

  /** Oldest first. */
  synchronized List<WindowMeasures> windows(String model) {
    return windows.getOrDefault(model, new TreeMap<>()).values().stream()
        .map(Numbered::window)
        .toList();
  }

  synchronized List<Alert> alerts(String model) {
    return alerts.values().stream().filter(alert -> alert.model().equals(model)).toList();
  }

  synchronized List<Incident> incidents(String model) {
    return incidents.values().stream().filter(each -> each.model().equals(model)).toList();
  }

  synchronized boolean open(String incident) {
    return incidents.containsKey(incident);
  }

  /** What people did about the open incidents. */
  synchronized List<IncidentNote> notes(String model) {
    return incidents(model).stream().flatMap(each -> notes.of(each.key()).stream()).toList();
  }

  /** Newest first. */
  synchronized List<RetrainingJob> jobs(String model) {
    return newestJobs().stream().filter(job -> job.model().equals(model)).toList();
  }

  /**
   * What has changed.
   *
   * @param seen version of the reader's last changes; -1 for everything
   */
  synchronized Changes since(long seen) {
    Map<String, List<PageWindow>> changed = new LinkedHashMap<>();
    Map<String, List<PageRule>> rules = new LinkedHashMap<>();
    for (String model : models) {
      changed.put(model, since(model, seen));
      rules.put(model, rulesSince(model, seen));
    }
    List<RetrainingJob> newest = newestJobs();
    return new Changes(
        version,
        changed,
        rules,
        List.copyOf(incidents.values()),
        incidents.keySet().stream().flatMap(key -> notes.of(key).stream()).toList(),
        List.copyOf(alerts.values()),
        List.copyOf(newest.subList(0, Math.min(MOST_JOBS, newest.size()))));
  }

  private List<PageWindow> since(String model, long seen) {
    List<PageWindow> changed = new ArrayList<>();
    TreeMap<Instant, Numbered> of = windows.getOrDefault(model, new TreeMap<>());
    of.forEach(
        (end, numbered) -> {
          if (numbered.version() > seen) {
            changed.add(PageWindow.of(numbered.window(), end.equals(of.lastKey())));
          }
        });
    return changed;
  }

  private List<RetrainingJob> newestJobs() {
    return jobs.values().stream()
        .sorted(
            Comparator.comparing(RetrainingJob::requestedAt)
                .reversed()
                .thenComparing(RetrainingJob::jobId))
        .toList();
  }
}
