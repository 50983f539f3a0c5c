package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.incident.StartChange;
import dev.plumbline.event.incident.StartChange.Kind;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.incident.ModelIncidents.DriftNote;
import dev.plumbline.stage.alert.people.CountedUnits;
import dev.plumbline.stage.alert.tally.TallyGap;
import dev.plumbline.stage.alert.tally.TallyUnits;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.IntervalEstimate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What changed from an hour before the onset of a gap to the page. */
record StartChanges(PaneHistory history, Instant onset, Instant page) {

  /** How long before the onset is looked at. */
  static final Duration BEFORE = Duration.ofHours(1);

  private static final ConfidenceLevel SURE = new ConfidenceLevel(0.999);

  /** A share of the traffic that changed by less than a fifth of itself is no news. */
  private static final double NEWS = 0.2;

  private static final int MOST_VERSIONS = 3;

  List<StartChange> of(GroupName name) {
    List<PaneCounts> panes = history.from(from());
    List<StartChange> changes = new ArrayList<>();
    if (panes.stream().noneMatch(pane -> pane.pane().start().isBefore(onset))) {
      changes.add(
          new StartChange(
              Kind.FIRST_PANE,
              "first pane",
              onset,
              "The gap is there since the first pane that is known, so nothing before it can be compared with it."));
    }
    changes.addAll(versions(panes, PaneCounts::modelVersion, Kind.MODEL_VERSION));
    changes.addAll(versions(panes, PaneCounts::policyVersion, Kind.POLICY_VERSION));
    StartChange share = shareChange(panes, name);
    if (share != null) {
      changes.add(share);
    }
    return changes;
  }

  /** The newest pane before the onset where that hour has none: panes may be long, or rare. */
  private Instant from() {
    Instant hour = onset.minus(BEFORE);
    boolean known =
        history.from(hour).stream().anyMatch(pane -> pane.pane().start().isBefore(onset));
    return known ? hour : history.newestBefore(onset).orElse(hour);
  }

  /** Versions that are not the first one that was there, each when it came. */
  private static List<StartChange> versions(
      List<PaneCounts> panes, Function<PaneCounts, @Nullable String> version, Kind kind) {
    Map<String, Instant> first = new LinkedHashMap<>();
    for (PaneCounts pane : panes) {
      String is = version.apply(pane);
      if (is != null) {
        first.putIfAbsent(is, pane.pane().start());
      }
    }
    List<StartChange> changes = new ArrayList<>();
    String before = null;
    for (Map.Entry<String, Instant> each : first.entrySet()) {
      if (before != null) {
        changes.add(
            new StartChange(
                kind,
                each.getKey(),
                each.getValue(),
                kind == Kind.MODEL_VERSION
                    ? "Model version %s came at %s, after %s."
                        .formatted(each.getKey(), TimeWords.of(each.getValue()), before)
                    : "Policy version %s came at %s, after %s."
                        .formatted(each.getKey(), TimeWords.of(each.getValue()), before)));
      }
      before = each.getKey();
    }
    return changes.size() > MOST_VERSIONS ? changes.subList(0, MOST_VERSIONS) : changes;
  }

  private @Nullable StartChange shareChange(List<PaneCounts> panes, GroupName name) {
    BinomialProportion before =
        share(panes.stream().filter(pane -> pane.pane().start().isBefore(onset)).toList(), name);
    BinomialProportion since =
        share(panes.stream().filter(pane -> !pane.pane().start().isBefore(onset)).toList(), name);
    if (before.trials() == 0 || since.trials() == 0) {
      return null;
    }
    IntervalEstimate change = since.minus(before, SURE);
    boolean sure = change.low() > 0 || change.high() < 0;
    if (!sure || Math.abs(change.value()) < NEWS * before.rate()) {
      return null;
    }
    return new StartChange(
        Kind.TRAFFIC_SHARE,
        "share of " + PaneHistory.key(name),
        onset,
        String.format(
            Locale.ROOT,
            "%s made up %.1f %% of the %s with its attribute since %s, and %.1f %% before.",
            TallyGap.words(GroupCounts.none(name.attribute(), name.group())),
            100 * since.rate(),
            units(panes),
            TimeWords.of(onset),
            100 * before.rate()));
  }

  private static String units(List<PaneCounts> panes) {
    return panes.stream()
        .map(pane -> TallyUnits.of(pane).decisions())
        .reduce(CountedUnits.NONE, CountedUnits::and)
        .words();
  }

  private static BinomialProportion share(List<PaneCounts> panes, GroupName name) {
    long mine = 0;
    long all = 0;
    for (PaneCounts pane : panes) {
      for (GroupCounts group : pane.groups()) {
        if (group.attribute().equals(name.attribute())) {
          all += group.requests();
          mine += group.group().equals(name.group()) ? group.requests() : 0;
        }
      }
    }
    return new BinomialProportion(mine, all);
  }

  /**
   * Signals that began to drift then.
   *
   * @param late windows close after the panes that they are made of: how long after the page a
   *     drift may be found
   */
  List<StartChange> drift(Map<String, DriftNote> drifting, Duration late) {
    Instant from = onset.minus(BEFORE);
    Instant to = page.plus(late);
    return drifting.entrySet().stream()
        .filter(each -> !each.getValue().since().isBefore(from))
        .filter(each -> !each.getValue().since().isAfter(to))
        .sorted(
            Map.Entry.<String, DriftNote>comparingByValue(Comparator.comparing(DriftNote::since))
                .thenComparing(Map.Entry.comparingByKey()))
        .map(
            each ->
                new StartChange(
                    Kind.DRIFT,
                    each.getKey(),
                    each.getValue().since(),
                    "Found drifted at %s: %s"
                        .formatted(
                            TimeWords.of(each.getValue().since()), each.getValue().sentence())))
        .toList();
  }
}
