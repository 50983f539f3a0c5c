package dev.plumbline.stage.measure.merge;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.FlipCount;
import dev.plumbline.event.pane.GroupExemplars;
import dev.plumbline.event.pane.GroupPeople;
import dev.plumbline.event.pane.GroupScoreSums;
import dev.plumbline.event.pane.IndicatorSum;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.fairness.metric.ResidualSums;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.JointCells;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneExemplars;
import dev.plumbline.stage.measure.state.PaneStore;
import dev.plumbline.stage.measure.unit.UnitCandidates;
import dev.plumbline.stage.measure.unit.UnitLedger;
import dev.plumbline.stage.measure.unit.UnitPane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;

/**
 * One model's evidence that has not left yet. A pane leaves once, when it closes; what comes for it
 * later counts in the first pane still open.
 */
final class OpenEvidence {

  private final Policy policy;
  private final PaneStore<MeasureCounts> panes;
  private final UnitLedger ledger;
  private final UnitCounters counters;
  private final JointCells joint;
  private final long advance;

  OpenEvidence(
      Policy policy, PaneStore<MeasureCounts> panes, UnitLedger ledger, UnitCounters counters) {
    this.policy = policy;
    this.panes = panes;
    this.ledger = ledger;
    this.counters = counters;
    this.joint = new JointCells(policy.groups().search());
    this.advance = policy.windows().advance().toMillis();
  }

  /**
   * @param openFrom start of the first pane that is not closed
   */
  void add(long pane, MeasureCounts counts, long openFrom) {
    if (!counts.isEmpty()) {
      panes.merge(Math.max(pane, openFrom), counts, MeasureCounts::merge);
    }
  }

  /** Chooses among decisions and labels those that count. */
  void choose(UnitCandidates candidates, long openFrom) {
    ledger.accept(
        candidates, openFrom, (pane, facts) -> add(pane, MeasureCounts.ofFacts(facts), openFrom));
  }

  void move(CountsDelta.Move move, long openFrom) {
    if (move.from() >= openFrom) {
      add(move.from(), move.taken(), openFrom);
      add(move.to(), move.added(), openFrom);
    }
  }

  /** Start of the newest pane; smallest of all numbers when there is none. */
  long newest() {
    return panes.newest();
  }

  /**
   * Lets panes leave that start before {@code limit}, the earliest first, at most so many.
   *
   * @param openFrom start of the first pane that has not left
   * @return start of the first pane that is still open: the limit, or less where more are to leave
   */
  long close(long openFrom, long limit, int most, Consumer<MergeOutput> out) {
    List<KeyValue<Long, MeasureCounts>> leaving = panes.between(Long.MIN_VALUE, limit, most);
    long open = leaving.size() < most ? limit : leaving.get(most - 1).key + advance;
    if (!leaving.isEmpty()) {
      Map<Long, UnitPane> units = ledger.closing(openFrom, open);
      for (KeyValue<Long, MeasureCounts> pane : leaving) {
        close(pane, units.getOrDefault(pane.key, UnitPane.NOBODY), out);
        panes.delete(pane.key);
      }
    }
    ledger.forget(Math.max(openFrom, open));
    return open;
  }

  private void close(
      KeyValue<Long, MeasureCounts> pane, UnitPane units, Consumer<MergeOutput> out) {
    EvidenceUnits told = ledger.told(pane.value, units);
    MeasureCounts counts = pane.value.merge(units.counts(joint)).withoutEmptyGroups();
    counters.count(policy.model(), told);
    if (!counts.isEmpty()) {
      out.accept(new MergeOutput.Pane(published(pane.key, counts, units, told)));
    }
  }

  private PaneCounts published(
      long start, MeasureCounts counts, UnitPane units, EvidenceUnits told) {
    String version = counts.modelVersion();
    MeasureCounts bounded = counts.bounded();
    Set<String> compared = new TreeSet<>(policy.groups().compared());
    compared.add(GroupCounts.ALL);
    List<GroupCounts> groups =
        bounded.groups().values().stream()
            .filter(group -> compared.contains(group.attribute()))
            .toList();
    List<GroupExemplars> examples = new ArrayList<>();
    for (GroupCounts group : groups) {
      PaneExemplars of =
          bounded.examples().get(MeasureCounts.key(group.attribute(), group.group()));
      if (of != null) {
        examples.add(of.exemplarsFor(group));
      }
    }
    return new PaneCounts(
        policy.model(),
        new TimeSpan(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + advance)),
        groups,
        counts.labels(),
        examples,
        version.isEmpty() ? null : version,
        policy.version(),
        told,
        people(groups, units.people()),
        sums(groups, bounded, ScoreMean.PROBABILITY),
        indicators(counts),
        flips(counts),
        sums(groups, bounded, ScoreMean.RESIDUAL),
        joint.toJoint(counts.joint(), counts.examples()));
  }

  /** Of the groups that have any. */
  private static List<GroupScoreSums> sums(
      List<GroupCounts> groups, MeasureCounts counts, ScoreMean mean) {
    return groups.stream()
        .map(group -> sums(group, counts.scores(group.attribute(), group.group()), mean))
        .filter(sums -> sums.n() > 0)
        .toList();
  }

  private static GroupScoreSums sums(GroupCounts group, GroupScores of, ScoreMean mean) {
    ResidualSums residuals = of.residuals();
    return switch (mean) {
      case PROBABILITY ->
          new GroupScoreSums(
              group.attribute(), group.group(), of.all().total(), of.sum(), of.squares());
      case RESIDUAL ->
          new GroupScoreSums(
              group.attribute(),
              group.group(),
              residuals.n(),
              residuals.sum(),
              residuals.squares());
    };
  }

  /** People by the groups that readers get: of those that they do not get as others. */
  private static List<GroupPeople> people(
      List<GroupCounts> groups, Map<String, UnitPane.People> people) {
    Map<String, UnitPane.People> told = new TreeMap<>();
    Set<String> known = new TreeSet<>();
    groups.forEach(group -> known.add(MeasureCounts.key(group.attribute(), group.group())));
    people.forEach(
        (key, of) -> {
          String attribute = key.substring(0, key.indexOf('='));
          String others = MeasureCounts.key(attribute, GroupPolicy.OTHER);
          told.merge(known.contains(key) ? key : others, of, UnitPane.People::merge);
        });
    return groups.stream()
        .filter(group -> !group.attribute().equals(GroupCounts.ALL))
        .flatMap(
            group -> {
              UnitPane.People of = told.get(MeasureCounts.key(group.attribute(), group.group()));
              return of == null
                  ? Stream.empty()
                  : Stream.of(
                      new GroupPeople(
                          group.attribute(),
                          group.group(),
                          of.decisions(),
                          of.decided().text(),
                          of.labels(),
                          of.labelled().text()));
            })
        .toList();
  }

  private static Map<String, IndicatorSum> indicators(MeasureCounts counts) {
    Map<String, IndicatorSum> indicators = new TreeMap<>();
    counts
        .indicators()
        .forEach(
            (name, sum) ->
                indicators.put(
                    name,
                    new IndicatorSum(
                        (double) sum.sum() / GroupScores.BILLION,
                        (double) sum.weight() / GroupScores.BILLION,
                        (double) sum.largest() / GroupScores.BILLION)));
    return indicators;
  }

  private static Map<String, FlipCount> flips(MeasureCounts counts) {
    Map<String, FlipCount> flips = new TreeMap<>();
    for (String fact : counts.facts().keySet()) {
      if (fact.startsWith(CounterNames.COUNTERFACTUALS)) {
        String attribute = fact.substring(CounterNames.COUNTERFACTUALS.length());
        flips.put(
            attribute,
            new FlipCount(counts.fact(fact), counts.fact(CounterNames.FLIPS + attribute)));
      }
    }
    return flips;
  }
}
