package dev.plumbline.stage.retrain.gate;

import dev.plumbline.event.Prediction;
import dev.plumbline.policy.Decision;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.policy.group.ReferenceGroups;
import dev.plumbline.statistics.LinearEstimate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records through two models: their rates, by group, before and after, each with what every record
 * adds to its error.
 */
final class PairedSample {

  /** Which of the two models. */
  enum Side {
    BEFORE,
    AFTER
  }

  private record Labelled(boolean truth, Said before, Said after) {
    Said said(Side side) {
      return side == Side.BEFORE ? before : after;
    }
  }

  private record Said(Decision decision, boolean right) {}

  /** A group's records, by their places; the name is that of everyone else for a rest. */
  record Members(String name, BitSet places) {}

  private final Policy policy;
  private final List<Labelled> records = new ArrayList<>();
  private final Map<String, Map<String, Members>> groups = new TreeMap<>();

  PairedSample(Policy policy, List<PairedPrediction> pairs) {
    this.policy = policy;
    for (PairedPrediction pair : pairs) {
      int place = records.size();
      records.add(
          new Labelled(
              policy.outcome().favours(pair.label()),
              said(pair.before(), pair.label()),
              said(pair.after(), pair.label())));
      policy
          .groups()
          .groupsFor(pair.attributes())
          .forEach(
              (attribute, group) ->
                  groups
                      .computeIfAbsent(attribute, name -> new TreeMap<>())
                      .computeIfAbsent(group, name -> new Members(name, new BitSet()))
                      .places()
                      .set(place));
    }
  }

  private Said said(Prediction prediction, String label) {
    return new Said(policy.outcome().decide(prediction), prediction.label().equals(label));
  }

  /** The groups of every attribute, both sorted by name. */
  Map<String, Map<String, Members>> groups() {
    return groups;
  }

  Members everyone() {
    BitSet all = new BitSet();
    all.set(0, records.size());
    return new Members("everyone", all);
  }

  /** Whom the policy compares a group with; null for the declared reference itself. */
  @Nullable Members reference(String attribute, String group) {
    return new ReferenceGroups<>(
            policy.groups().reference().get(attribute),
            groups.getOrDefault(attribute, Map.of()),
            PairedSample::joined)
        .reference(group);
  }

  private static Members joined(String name, List<Members> several) {
    BitSet all = new BitSet();
    several.forEach(each -> all.or(each.places()));
    return new Members(name, all);
  }

  /**
   * @return null of fewer than so many records that could succeed
   */
  @Nullable LinearEstimate rate(OutcomeRate rate, Members of, Side side, long least) {
    double[] successes = new double[records.size()];
    double[] trials = new double[records.size()];
    long all = 0;
    for (int i = of.places().nextSetBit(0); i >= 0; i = of.places().nextSetBit(i + 1)) {
      Labelled record = records.get(i);
      if (tries(rate, record, side)) {
        trials[i] = 1;
        successes[i] = succeeds(rate, record, side) ? 1 : 0;
        all++;
      }
    }
    return all < least ? null : LinearEstimate.ratio(successes, trials);
  }

  private static boolean tries(OutcomeRate rate, Labelled record, Side side) {
    return switch (rate) {
      case SELECTION, ACCURACY, DECISION_ACCURACY -> true;
      case TRUE_POSITIVE, FALSE_NEGATIVE -> record.truth();
      case FALSE_POSITIVE -> !record.truth();
      case PRECISION -> record.said(side).decision().favourable();
    };
  }

  private static boolean succeeds(OutcomeRate rate, Labelled record, Side side) {
    boolean favourable = record.said(side).decision().favourable();
    return switch (rate) {
      case SELECTION, TRUE_POSITIVE, FALSE_POSITIVE -> favourable;
      case FALSE_NEGATIVE -> !favourable;
      case PRECISION -> record.truth();
      case ACCURACY -> record.said(side).right();
      case DECISION_ACCURACY -> favourable == record.truth();
    };
  }

  /**
   * @return null of fewer than so many records with a probability
   */
  @Nullable LinearEstimate mean(ScoreMean mean, Members of, Side side, long least) {
    return mean(
        of,
        side,
        least,
        (truth, probability) ->
            mean == ScoreMean.PROBABILITY ? probability : (truth ? 1 : 0) - probability);
  }

  /** Mean squared distance of the probability from the truth (Brier 1950); null as above. */
  @Nullable LinearEstimate brier(Members of, Side side, long least) {
    return mean(of, side, least, (truth, p) -> Math.pow((truth ? 1 : 0) - p, 2));
  }

  private interface Figure {
    double of(boolean truth, double probability);
  }

  private @Nullable LinearEstimate mean(Members of, Side side, long least, Figure figure) {
    double[] values = new double[records.size()];
    double[] counted = new double[records.size()];
    long all = 0;
    for (int i = of.places().nextSetBit(0); i >= 0; i = of.places().nextSetBit(i + 1)) {
      double probability = records.get(i).said(side).decision().probability();
      if (!Double.isNaN(probability)) {
        counted[i] = 1;
        values[i] = figure.of(records.get(i).truth(), probability);
        all++;
      }
    }
    return all < least ? null : LinearEstimate.ratio(values, counted);
  }
}
