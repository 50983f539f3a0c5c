package dev.plumbline.stage.measure;

import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.Feedback.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What one task has counted since its last tick, by model and pane, in memory; the {@link Journal}
 * holds the same contributions.
 */
final class Pending {

  private static final class Panes {
    private final Policy policy;
    private final long advance;
    private final Map<Long, PaneAccumulator> predictions = new TreeMap<>();
    private final Map<Long, PaneAccumulator> cohorts = new TreeMap<>();
    private final Map<Long, PaneAccumulator> evidence = new TreeMap<>();
    private final Map<Long, List<Expiring>> expiring = new TreeMap<>();
    private final List<Delta.Move> moves = new ArrayList<>();

    Panes(Policy policy) {
      this.policy = policy;
      this.advance = policy.windows().advance().toMillis();
    }

    /** Start of the pane that holds the time; both epoch milliseconds. */
    long pane(long time) {
      return Math.floorDiv(time, advance) * advance;
    }
  }

  private final Policies policies;
  private final Map<String, Panes> byModel = new TreeMap<>();
  private int size;

  Pending(Policies policies) {
    this.policies = policies;
  }

  void add(Contribution contribution) {
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
    if (contribution instanceof Contribution.Predicted predicted) {
      long pane = panes.pane(predicted.measured().time());
      predict(in(panes.predictions, pane), predicted);
      expire(panes, pane, new Expiring(predicted.requestId(), false));
    } else if (contribution instanceof Contribution.Labelled it) {
      label(in(panes.cohorts, panes.pane(it.kept().time())), panes.policy, it);
    } else if (contribution instanceof Contribution.Evident it) {
      PaneAccumulator pane = in(panes.evidence, panes.pane(it.truth().time()));
      report(pane, panes.policy, it.requestId(), labelled(it.kept(), it.truth(), 1));
    } else if (contribution instanceof Contribution.Reported it) {
      PaneAccumulator pane = in(panes.evidence, panes.pane(it.truth().time()));
      report(pane, panes.policy, it.requestId(), labelled(it.kept(), it.truth(), 0));
    } else if (contribution instanceof Contribution.Moved it) {
      panes.moves.add(move(panes, it));
    } else if (contribution instanceof Contribution.Noted it) {
      in(panes.cohorts, panes.pane(it.time())).add(it.fact(), it.amount());
    } else if (contribution instanceof Contribution.Awaiting it) {
      expire(panes, panes.pane(it.time()), new Expiring(it.requestId(), true));
    }
  }

  int size() {
    return size;
  }

  List<PaneDelta> panes(String model) {
    Panes panes = byModel.get(model);
    if (panes == null) {
      return List.of();
    }
    TreeSet<Long> starts = new TreeSet<>(panes.predictions.keySet());
    starts.addAll(panes.cohorts.keySet());
    starts.addAll(panes.evidence.keySet());
    List<PaneDelta> deltas = new ArrayList<>();
    for (long start : starts) {
      Counts predicted = counts(panes.predictions, start);
      deltas.add(
          new PaneDelta(
              start,
              predicted.withoutExamples().merge(counts(panes.cohorts, start)),
              predicted.evidence().merge(counts(panes.evidence, start).evidence())));
    }
    return deltas;
  }

  List<Delta.Move> moves(String model) {
    Panes panes = byModel.get(model);
    return panes == null ? List.of() : List.copyOf(panes.moves);
  }

  /** Ids that expire, by pane. */
  Map<Long, List<Expiring>> expiring(String model) {
    Panes panes = byModel.get(model);
    return panes == null ? Map.of() : panes.expiring;
  }

  void clear() {
    byModel.clear();
    size = 0;
  }

  private static Contribution.Labelled labelled(Kept kept, Truth truth, int sign) {
    return new Contribution.Labelled(kept, truth.label(), sign);
  }

  private static void predict(PaneAccumulator pane, Contribution.Predicted it) {
    Measured record = it.measured();
    pane.add(record);
    if (!record.favourable()) {
      pane.example(Examples.Kind.ADVERSE, it.requestId(), record.groups());
    }
  }

  private static void report(
      PaneAccumulator pane, Policy policy, String requestId, Contribution.Labelled it) {
    label(pane, policy, it);
    boolean predicted = it.kept().favourable();
    if (predicted != policy.outcome().favours(it.truth())) {
      pane.example(
          predicted ? Examples.Kind.FALSE_POSITIVE : Examples.Kind.FALSE_NEGATIVE,
          requestId,
          it.kept().groups());
    }
  }

  private static void label(PaneAccumulator pane, Policy policy, Contribution.Labelled it) {
    boolean right = it.truth().equals(it.kept().label());
    pane.label(it.kept(), policy.outcome().favours(it.truth()), right, it.sign());
  }

  private static Delta.Move move(Panes panes, Contribution.Moved it) {
    PaneAccumulator from = new PaneAccumulator();
    label(from, panes.policy, labelled(it.kept(), it.from(), -1));
    PaneAccumulator to = new PaneAccumulator();
    label(to, panes.policy, labelled(it.kept(), it.to(), 1));
    return new Delta.Move(
        panes.pane(it.from().time()),
        from.toCounts().evidence(),
        panes.pane(it.to().time()),
        to.toCounts().evidence());
  }

  private static void expire(Panes panes, long pane, Expiring id) {
    panes.expiring.computeIfAbsent(pane, start -> new ArrayList<>()).add(id);
  }

  private static PaneAccumulator in(Map<Long, PaneAccumulator> panes, long start) {
    return panes.computeIfAbsent(start, s -> new PaneAccumulator());
  }

  private static Counts counts(Map<Long, PaneAccumulator> panes, long start) {
    PaneAccumulator pane = panes.get(start);
    return pane == null ? Counts.EMPTY : pane.toCounts();
  }
}
