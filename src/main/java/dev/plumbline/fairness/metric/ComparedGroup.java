package dev.plumbline.fairness.metric;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.ReferenceGroups;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.ClusteredRate;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.DesignEffect;
import dev.plumbline.statistics.inequality.TheilIndex;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One side of a comparison: a group's requests and their scores. Remembers its design effects,
 * because each of many groups is compared with all others; not thread-safe.
 */
public final class ComparedGroup {

  private final GroupCounts counts;
  private final ScoreSums scores;
  private final SubjectBuckets subjects;

  /** Whether it is everyone outside of a group; a group of that name may exist too. */
  private final boolean rest;

  private final Map<OutcomeRate, DesignEffect> designs = new EnumMap<>(OutcomeRate.class);
  private final Map<OutcomeRate, DesignEffect> scoreDesigns = new EnumMap<>(OutcomeRate.class);
  private @Nullable DesignEffect oddsDesign;
  private @Nullable DesignEffect labelledDesign;

  private ComparedGroup(
      GroupCounts counts, ScoreSums scores, SubjectBuckets subjects, boolean rest) {
    this.counts = counts;
    this.scores = scores;
    this.subjects = subjects;
    this.rest = rest;
  }

  /**
   * @param subjects whose requests they are, as far as that is known
   */
  public ComparedGroup(GroupCounts counts, ScoreSums scores, SubjectBuckets subjects) {
    this(counts, scores, subjects, false);
  }

  /** Of requests of which no subject is known. */
  public ComparedGroup(GroupCounts counts, ScoreSums scores) {
    this(counts, scores, SubjectBuckets.NONE);
  }

  public static ComparedGroup none(String attribute, String group) {
    return new ComparedGroup(GroupCounts.none(attribute, group), ScoreSums.NONE);
  }

  /** Several groups of one attribute together. */
  public static ComparedGroup joined(String attribute, String name, List<ComparedGroup> several) {
    ComparedGroup none =
        new ComparedGroup(
            GroupCounts.none(attribute, name),
            ScoreSums.NONE,
            SubjectBuckets.NONE,
            name.equals(ReferenceGroups.REST));
    return several.stream().reduce(none, ComparedGroup::merge);
  }

  public ComparedGroup merge(ComparedGroup other) {
    return new ComparedGroup(
        counts.merge(other.counts),
        scores.merge(other.scores),
        subjects.merge(other.subjects),
        rest);
  }

  public GroupCounts counts() {
    return counts;
  }

  public ScoreSums scores() {
    return scores;
  }

  public SubjectBuckets subjects() {
    return subjects;
  }

  public String group() {
    return counts.group();
  }

  public boolean is(ComparedGroup other) {
    return rest == other.rest && group().equals(other.group());
  }

  /** As sentences name it. */
  public String name() {
    if (counts.attribute().equals(GroupCounts.ALL)) {
      return "everyone";
    }
    return rest ? group() : counts.attribute() + "=" + GroupNames.words(group());
  }

  BinomialProportion proportion(OutcomeRate rate) {
    return new BinomialProportion(rate.successes(counts), rate.trials(counts));
  }

  /** Of as many requests as they are worth in an interval. */
  BinomialProportion proportion(OutcomeRate rate, ConfidenceLevel confidence) {
    return proportion(rate).dividedBy(design(rate).at(confidence));
  }

  TheilIndex theil() {
    return new TheilIndex(counts.falseNegatives(), counts.falsePositives(), counts.labelled());
  }

  /** How much less a rate says because subjects come back. */
  DesignEffect design(OutcomeRate rate) {
    return designs.computeIfAbsent(rate, of -> design(GroupRate.of(of)));
  }

  private DesignEffect design(GroupRate rate) {
    return clustered(rate.trials())
        ? DesignEffect.of(subjects.rate(rate, counts))
        : DesignEffect.NONE;
  }

  /** The same of the mean of true and false positive rate, which are of different requests. */
  DesignEffect oddsDesign() {
    if (oddsDesign == null) {
      GroupRate positives = GroupRate.of(OutcomeRate.TRUE_POSITIVE);
      GroupRate negatives = GroupRate.of(OutcomeRate.FALSE_POSITIVE);
      oddsDesign =
          clustered(positives.trials()) && clustered(negatives.trials())
              ? DesignEffect.of(
                  List.of(subjects.rate(positives, counts), subjects.rate(negatives, counts)))
              : DesignEffect.NONE;
    }
    return oddsDesign;
  }

  /** The group's share of everyone's requests. */
  public ClusteredRate shareOf(ComparedGroup everyone) {
    return new ClusteredRate(
        subjects.sizes(GroupCounts::requests),
        everyone.subjects.sizes(GroupCounts::requests),
        new BinomialProportion(counts.requests(), everyone.counts.requests()));
  }

  /**
   * Of figures of all labelled requests: the largest effect on the shares of right and of wrong.
   */
  DesignEffect labelledDesign() {
    if (labelledDesign == null) {
      labelledDesign =
          design(OutcomeRate.DECISION_ACCURACY)
              .orLarger(design(GroupRate.FALSE_NEGATIVES))
              .orLarger(design(GroupRate.FALSE_POSITIVES));
    }
    return labelledDesign;
  }

  /**
   * Of figures of scores: the largest there can be, as if a subject's scores were all alike.
   *
   * @param rate whose trials the scores are of
   */
  DesignEffect scoreDesign(OutcomeRate rate) {
    return scoreDesigns.computeIfAbsent(
        rate,
        of ->
            clustered(of::trials)
                ? DesignEffect.largest(subjects.sizes(of::trials), of.trials(counts))
                : DesignEffect.NONE);
  }

  /** The same of a mean of scores. */
  DesignEffect design(ScoreMean mean) {
    return scoreDesign(mean.ofLabels() ? OutcomeRate.DECISION_ACCURACY : OutcomeRate.SELECTION);
  }

  private boolean clustered(ToLongFunction<GroupCounts> requests) {
    return !subjects.isEmpty() && requests.applyAsLong(counts) > 0;
  }
}
