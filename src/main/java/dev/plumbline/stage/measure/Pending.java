package dev.plumbline.stage.measure;

import dev.plumbline.event.Span;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.Feedback.Truth;
import java.time.Instant;
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
    private final Map<Long, PaneAccumulator> predictions = new TreeMap<>();
    private final Map<Long, PaneAccumulator> cohorts = new TreeMap<>();
    private final Map<Long, PaneAccumulator> evidence = new TreeMap<>();
    private final Map<Long, List<Expiring>> expiring = new TreeMap<>();
    private final List<Delta.Move> moves = new ArrayList<>();
  }

  private final Policies policies;
  private final Map<String, Panes> byModel = new TreeMap<>();
  private int size;

  Pending(Policies policies) {
    this.policies = policies;
  }

  void add(Contribution contribution) {
    Policy policy = policies.find(contribution.model());
    if (policy == null) {
      return; // written under a policy that is no longer served
    }
    size++;
    Panes panes = byModel.computeIfAbsent(policy.model(), model -> new Panes());
    if (contribution instanceof Contribution.Predicted predicted) {
      long pane = pane(policy, predicted.measured().time());
      predict(in(panes.predictions, pane), predicted);
      expire(panes, pane, new Expiring(predicted.requestId(), false));
    } else if (contribution instanceof Contribution.Labelled it) {
      label(in(panes.cohorts, pane(policy, it.kept().time())), policy, it);
    } else if (contribution instanceof Contribution.Evident it) {
      PaneAccumulator pane = in(panes.evidence, pane(policy, it.truth().time()));
      report(pane, policy, it.requestId(), labelled(it.kept(), it.truth(), 1));
    } else if (contribution instanceof Contribution.Reported it) {
      PaneAccumulator pane = in(panes.evidence, pane(policy, it.truth().time()));
      report(pane, policy, it.requestId(), labelled(it.kept(), it.truth(), 0));
    } else if (contribution instanceof Contribution.Moved it) {
      panes.moves.add(move(policy, it));
    } else if (contribution instanceof Contribution.Noted it) {
      in(panes.cohorts, pane(policy, it.time())).add(it.fact(), it.amount());
    } else if (contribution instanceof Contribution.Awaiting it) {
      expire(panes, pane(policy, it.time()), new Expiring(it.requestId(), true));
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

  static long pane(Policy policy, long time) {
    return Span.holding(Instant.ofEpochMilli(time), policy.windows().advance())
        .start()
        .toEpochMilli();
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

  private static Delta.Move move(Policy policy, Contribution.Moved it) {
    PaneAccumulator from = new PaneAccumulator();
    label(from, policy, labelled(it.kept(), it.from(), -1));
    PaneAccumulator to = new PaneAccumulator();
    label(to, policy, labelled(it.kept(), it.to(), 1));
    return new Delta.Move(
        pane(policy, it.from().time()),
        from.toCounts().evidence(),
        pane(policy, it.to().time()),
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
