package dev.plumbline.stage.retrain.gate;

import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.FigureWords;
import dev.plumbline.statistics.IntervalEstimate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether labels can be learned from. A candidate is judged by labels too, so a gate that believes
 * them lets through whatever they were made to say. Two things are looked at, of everyone and of
 * each group, in the newer half of the labels:
 *
 * <ul>
 *   <li>whether they agree with the running model better than chance does (Cohen's kappa: Cohen
 *       1960, "A coefficient of agreement for nominal scales"): labels that were all set to one
 *       class, exchanged or shuffled do not. A model whose input has drifted is wrong more often,
 *       and still far from chance;
 *   <li>whether the share of favourable ones is near that of the older half.
 * </ul>
 */
public final class LabelTrust {

  /** Kappa that is taken for no agreement: "slight" ends at 0.2 (Landis and Koch 1977). */
  private static final double CHANCE = 0.2;

  /** Largest change of the favourable share between the halves that is believed. */
  private static final double SHIFT = 0.25;

  /** Labels of a group, of which fewer say nothing. */
  private static final int LEAST = 30;

  private LabelTrust() {}

  /**
   * @param examples in any order
   * @return why the labels are not believed; null when they are
   */
  public static @Nullable String objection(Policy policy, List<TrainingExample> examples) {
    List<TrainingExample> sorted = new ArrayList<>(examples);
    sorted.sort(
        Comparator.comparing(TrainingExample::labelledAt)
            .thenComparing(TrainingExample::requestId));
    int half = sorted.size() / 2;
    Map<String, List<TrainingExample>> older = byGroup(policy, sorted.subList(0, half));
    Map<String, List<TrainingExample>> newer = byGroup(policy, sorted.subList(half, sorted.size()));
    // Groups before everyone, because what is wrong with one of them shows in all.
    List<String> names = new ArrayList<>(newer.keySet());
    names.sort(Comparator.comparing(GroupCounts.ALL::equals));
    for (String name : names) {
      String objection = chance(name, newer.getOrDefault(name, List.of()));
      if (objection != null) {
        return objection;
      }
    }
    for (String name : names) {
      String objection =
          shift(
              policy,
              name,
              older.getOrDefault(name, List.of()),
              newer.getOrDefault(name, List.of()));
      if (objection != null) {
        return objection;
      }
    }
    return null;
  }

  private static Map<String, List<TrainingExample>> byGroup(
      Policy policy, List<TrainingExample> examples) {
    Map<String, List<TrainingExample>> groups = new TreeMap<>();
    for (TrainingExample example : examples) {
      groups.computeIfAbsent(GroupCounts.ALL, name -> new ArrayList<>()).add(example);
      policy
          .groups()
          .groupsFor(example.attributes())
          .forEach(
              (attribute, group) ->
                  groups
                      .computeIfAbsent(attribute + "=" + group, name -> new ArrayList<>())
                      .add(example));
    }
    return groups;
  }

  private static @Nullable String chance(String group, List<TrainingExample> newer) {
    // A model that says one thing of a whole group agrees with any labels as chance does.
    boolean constant = newer.stream().map(TrainingExample::predicted).distinct().count() < 2;
    IntervalEstimate kappa = constant || newer.size() < LEAST ? null : kappa(newer);
    return kappa == null || kappa.high() >= CHANCE
        ? null
        : "%s agree with the running model hardly better than chance (kappa %s, %s to %s): they may have been set, exchanged or shuffled"
            .formatted(
                whose(group),
                FigureWords.gap(kappa.value()),
                FigureWords.gap(kappa.low()),
                FigureWords.gap(kappa.high()));
  }

  private static @Nullable String shift(
      Policy policy, String group, List<TrainingExample> older, List<TrainingExample> newer) {
    if (newer.size() < LEAST || older.size() < LEAST) {
      return null;
    }
    BinomialProportion before = favourable(policy, older);
    BinomialProportion now = favourable(policy, newer);
    IntervalEstimate shift = now.minus(before, ConfidenceLevel.USUAL);
    return shift.low() > SHIFT || shift.high() < -SHIFT
        ? "%s are favourable in a share of %s, and were in one of %s before"
            .formatted(
                whose(group), FigureWords.figure(now.rate()), FigureWords.figure(before.rate()))
        : null;
  }

  private static String whose(String group) {
    return group.equals(GroupCounts.ALL) ? "the newest labels" : "the labels of " + group;
  }

  private static BinomialProportion favourable(Policy policy, List<TrainingExample> examples) {
    long favourable =
        examples.stream().filter(each -> policy.outcome().favours(each.label())).count();
    return new BinomialProportion(favourable, examples.size());
  }

  /** With its interval: the variance of the agreement, chance taken for known (Cohen 1960). */
  static IntervalEstimate kappa(List<TrainingExample> examples) {
    double n = examples.size();
    Map<String, Integer> labels = new HashMap<>();
    Map<String, Integer> predictions = new HashMap<>();
    double agreed = 0;
    for (TrainingExample each : examples) {
      labels.merge(each.label(), 1, Integer::sum);
      predictions.merge(each.predicted(), 1, Integer::sum);
      agreed += each.label().equals(each.predicted()) ? 1 : 0;
    }
    double chance = 0;
    for (Map.Entry<String, Integer> label : labels.entrySet()) {
      chance += label.getValue() / n * predictions.getOrDefault(label.getKey(), 0) / n;
    }
    double observed = agreed / n;
    if (chance >= 1) {
      return new IntervalEstimate(1, 1, 1); // one label, always predicted
    }
    double kappa = (observed - chance) / (1 - chance);
    double arm =
        ConfidenceLevel.USUAL.z() * Math.sqrt(observed * (1 - observed) / n) / (1 - chance);
    return new IntervalEstimate(kappa, kappa - arm, kappa + arm);
  }
}
