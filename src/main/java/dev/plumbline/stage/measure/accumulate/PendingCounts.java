package dev.plumbline.stage.measure.accumulate;

import dev.plumbline.event.RequestIdentity;
import dev.plumbline.event.TrueLabel;
import dev.plumbline.kafka.retention.RetainedId;
import dev.plumbline.kafka.retention.RetentionIndex;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.JointCells;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneDelta;
import dev.plumbline.stage.measure.counts.PaneExemplars;
import dev.plumbline.stage.measure.record.EventContribution;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.StoredPrediction;
import dev.plumbline.stage.measure.unit.UnitCandidates;
import dev.plumbline.stage.measure.unit.UnitFacts;
import dev.plumbline.stage.measure.unit.UnitRule;
import dev.plumbline.statistics.sketch.StableHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one task has counted since its last tick, by model and pane, in memory; the fold step's
 * journal holds the same contributions.
 */
public final class PendingCounts {

  // Durable: the places that the retention index names.
  public static final int PREDICTION = 0;
  public static final int WAITING_OUTCOME = 1;

  private static final class Panes {
    private final Policy policy;
    private final long advance;
    private final Map<Long, PaneAccumulator> predictions = new TreeMap<>();
    private final Map<Long, PaneAccumulator> cohorts = new TreeMap<>();
    private final Map<Long, PaneAccumulator> evidence = new TreeMap<>();
    private final Map<Long, List<RetainedId>> expiring = new TreeMap<>();
    private final List<CountsDelta.Move> moves = new ArrayList<>();
    private final UnitRule rule;

    /** Whether evidence needs the decisions' probabilities. */
    private final boolean scored;

    /** Whether evidence needs the probabilities of labelled decisions. */
    private final boolean residuals;

    private final UnitCandidates candidates;
    private final JointCells joint;

    Panes(Policy policy) {
      this.policy = policy;
      this.joint = new JointCells(policy.groups().search());
      this.rule = new UnitRule(policy.evidence());
      this.scored = pagesOn(policy, ScoreMean.PROBABILITY);
      this.residuals = pagesOn(policy, ScoreMean.RESIDUAL);
      this.candidates = new UnitCandidates(policy.model());
      this.advance = policy.windows().advance().toMillis();
    }

    private static boolean pagesOn(Policy policy, ScoreMean mean) {
      return policy.fairness().stream().anyMatch(rule -> rule.pagedMean() == mean);
    }

    /** Start of the pane that holds the time; both epoch milliseconds. */
    long pane(long time) {
      return Math.floorDiv(time, advance) * advance;
    }

    /** What the panes' predictions must not count as evidence by request, below zero. */
    Map<Long, MeasureCounts> amongCandidates() {
      Map<Long, MeasureCounts> among = candidates.decisions(advance, joint);
      among.replaceAll((start, counts) -> counts.negated());
      return among;
    }
  }

  private final Policies policies;
  private final Map<String, Panes> byModel = new TreeMap<>();
  private int size;
  private int held;

  public PendingCounts(Policies policies) {
    this.policies = policies;
  }

  public void add(EventContribution contribution) {
    Panes panes = byModel.get(contribution.model());
    if (panes == null) {
      Policy policy = policies.find(contribution.model());
      if (policy == null) {
        return; // written under a policy that is no longer served
      }
      panes = new Panes(policy);
      byModel.put(contribution.model(), panes);
    }
    size++;
    if (contribution instanceof EventContribution.Predicted predicted) {
      long time = predicted.measured().time();
      predict(in(panes, panes.predictions, panes.pane(time)), predicted);
      offerDecision(panes, predicted);
      expire(panes, time, kept(predicted.model(), predicted.requestId(), PREDICTION));
    } else if (contribution instanceof EventContribution.Labelled it) {
      label(in(panes, panes.cohorts, panes.pane(it.kept().time())), panes.policy, it);
    } else if (contribution instanceof EventContribution.Evident it) {
      PaneAccumulator pane = in(panes, panes.evidence, panes.pane(it.truth().time()));
      int sign = offerLabel(panes, it.kept(), it.truth(), 0) ? 0 : 1;
      report(pane, panes.policy, it.requestId(), labelled(it.kept(), it.truth(), sign));
    } else if (contribution instanceof EventContribution.Reported it) {
      PaneAccumulator pane = in(panes, panes.evidence, panes.pane(it.truth().time()));
      report(pane, panes.policy, it.requestId(), labelled(it.kept(), it.truth(), 0));
    } else if (contribution instanceof EventContribution.Moved it) {
      if (offerLabel(panes, it.kept(), it.from(), UnitFacts.WITHDRAWN)) {
        offerLabel(panes, it.kept(), it.to(), 0);
      } else {
        panes.moves.add(move(panes, it));
      }
    } else if (contribution instanceof EventContribution.Noted it) {
      in(panes, panes.cohorts, panes.pane(it.time())).add(it.fact(), it.amount());
      if (CounterNames.isEvidence(it.fact())) {
        in(panes, panes.evidence, panes.pane(it.time())).add(it.fact(), it.amount());
      }
    } else if (contribution instanceof EventContribution.Awaiting it) {
      expire(panes, it.time(), kept(it.model(), it.requestId(), WAITING_OUTCOME));
    }
  }

  public int size() {
    return size;
  }

  /** Panes in memory, of all models. */
  public int held() {
    return held;
  }

  public List<PaneDelta> panes(String model) {
    Panes panes = byModel.get(model);
    if (panes == null) {
      return List.of();
    }
    TreeSet<Long> starts = new TreeSet<>(panes.predictions.keySet());
    starts.addAll(panes.cohorts.keySet());
    starts.addAll(panes.evidence.keySet());
    List<PaneDelta> deltas = new ArrayList<>();
    Map<Long, MeasureCounts> among = panes.amongCandidates();
    for (long start : starts) {
      MeasureCounts predicted = counts(panes.predictions, start);
      MeasureCounts byRequest =
          evidence(predicted, panes.scored).merge(among.getOrDefault(start, MeasureCounts.EMPTY));
      deltas.add(
          new PaneDelta(
              start,
              predicted.withoutExamples().merge(counts(panes.cohorts, start)),
              byRequest.merge(evidence(counts(panes.evidence, start), panes.residuals))));
    }
    return deltas;
  }

  /**
   * @param sums whether a rule pages on sums of their scores
   */
  private static MeasureCounts evidence(MeasureCounts counts, boolean sums) {
    return sums ? counts.evidence().withScoreSums(counts) : counts.evidence();
  }

  public List<CountsDelta.Move> moves(String model) {
    Panes panes = byModel.get(model);
    return panes == null ? List.of() : List.copyOf(panes.moves);
  }

  /** Decisions and labels from which units of evidence are chosen; empty when there are none. */
  public Optional<UnitCandidates> candidates(String model) {
    Panes panes = byModel.get(model);
    return panes == null || panes.candidates.size() == 0
        ? Optional.empty()
        : Optional.of(panes.candidates);
  }

  /** Ids that expire, by block of the {@link RetentionIndex}. */
  public Map<Long, List<RetainedId>> expiring(String model) {
    Panes panes = byModel.get(model);
    return panes == null ? Map.of() : panes.expiring;
  }

  public void clear() {
    byModel.clear();
    size = 0;
    held = 0;
  }

  private static EventContribution.Labelled labelled(
      StoredPrediction kept, TrueLabel truth, int sign) {
    return new EventContribution.Labelled(kept, truth.label(), sign);
  }

  private static void predict(PaneAccumulator pane, EventContribution.Predicted it) {
    Observation record = it.measured();
    pane.add(record);
    if (!record.favourable()) {
      pane.example(PaneExemplars.Kind.ADVERSE, it.requestId(), record.groups());
    }
  }

  /** Lets a decision be a candidate for a unit, unless it is one by itself. */
  private static void offerDecision(Panes panes, EventContribution.Predicted it) {
    Observation record = it.measured();
    long key = panes.rule.keyFor(record);
    if (key != UnitRule.BY_REQUEST) {
      panes.candidates.add(
          key,
          record.time(),
          it.requestId().hashCode(),
          record.groups(),
          UnitFacts.decision(record.favourable()));
      if (panes.scored) {
        panes.candidates.scoreNewest(record.probability());
      }
    }
  }

  /**
   * Lets a label be a candidate for a unit.
   *
   * @param more facts
   * @return whether it is one; else it is a unit by itself
   */
  private static boolean offerLabel(Panes panes, StoredPrediction kept, TrueLabel truth, int more) {
    long key = panes.rule.keyFor(kept, truth.label());
    if (key == UnitRule.BY_REQUEST) {
      return false;
    }
    boolean favourable = panes.policy.outcome().favours(truth.label());
    panes.candidates.add(
        key,
        truth.time(),
        tie(kept, truth),
        kept.groups(),
        UnitFacts.label(kept, truth.label(), favourable) | more);
    if (panes.residuals) {
      panes.candidates.scoreNewest(kept.probability());
    }
    return true;
  }

  /**
   * Decides between two labels of the same time. Made of what is known both when a label comes and
   * when it is taken back, so that the tie is the same; two of a person's requests that agree in
   * all of it are alike as evidence too.
   */
  private static int tie(StoredPrediction kept, TrueLabel truth) {
    long mixed = StableHash.splitMix(kept.label()) + 31 * StableHash.splitMix(truth.label());
    return (int) StableHash.mix(mixed + kept.time());
  }

  private static void report(
      PaneAccumulator pane, Policy policy, String requestId, EventContribution.Labelled it) {
    label(pane, policy, it);
    boolean predicted = it.kept().favourable();
    if (predicted != policy.outcome().favours(it.truth())) {
      pane.example(
          predicted ? PaneExemplars.Kind.FALSE_POSITIVE : PaneExemplars.Kind.FALSE_NEGATIVE,
          requestId,
          it.kept().groups());
    }
  }

  private static void label(PaneAccumulator pane, Policy policy, EventContribution.Labelled it) {
    pane.label(it.kept(), it.truth(), policy.outcome().favours(it.truth()), it.sign());
  }

  private static CountsDelta.Move move(Panes panes, EventContribution.Moved it) {
    PaneAccumulator from = new PaneAccumulator(panes.joint);
    label(from, panes.policy, labelled(it.kept(), it.from(), -1));
    PaneAccumulator to = new PaneAccumulator(panes.joint);
    label(to, panes.policy, labelled(it.kept(), it.to(), 1));
    return new CountsDelta.Move(
        panes.pane(it.from().time()),
        evidence(from.toCounts(), panes.residuals),
        panes.pane(it.to().time()),
        evidence(to.toCounts(), panes.residuals));
  }

  private static RetainedId kept(String model, String requestId, int place) {
    return new RetainedId(new RequestIdentity(model, requestId).key(), place);
  }

  private static void expire(Panes panes, long time, RetainedId id) {
    panes.expiring.computeIfAbsent(RetentionIndex.block(time), b -> new ArrayList<>()).add(id);
  }

  private PaneAccumulator in(Panes of, Map<Long, PaneAccumulator> panes, long start) {
    PaneAccumulator pane = panes.get(start);
    if (pane == null) {
      pane = new PaneAccumulator(panes == of.cohorts ? JointCells.none() : of.joint); // evidence's
      panes.put(start, pane);
      held++;
    }
    return pane;
  }

  private static MeasureCounts counts(Map<Long, PaneAccumulator> panes, long start) {
    PaneAccumulator pane = panes.get(start);
    return pane == null ? MeasureCounts.EMPTY : pane.toCounts();
  }
}
