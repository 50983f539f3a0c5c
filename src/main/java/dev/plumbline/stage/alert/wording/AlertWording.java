package dev.plumbline.stage.alert.wording;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.ScoreMean;
import dev.plumbline.policy.alert.AlertPolicy;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.alert.evidence.PageNames;
import dev.plumbline.stage.alert.evidence.PaneMeans;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing.PolicyEvidence;
import dev.plumbline.stage.alert.people.PageEvidence;
import dev.plumbline.stage.alert.warning.RuleReading;
import dev.plumbline.statistics.FigureWords;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an alert says in words. */
public final class AlertWording {

  /** Why an alert closes whose rule has gone. */
  public static final String RETIRED = "The policy no longer has this rule.";

  /** Why a page says what a pane has. */
  public static final String NO_WINDOW = "; no window has closed yet.";

  /** The same of a group that a search found. */
  public static final String NO_WINDOW_OF_FOUND =
      "; windows do not show groups that nobody declared.";

  private AlertWording() {}

  /**
   * @param why what follows the figures; may be empty
   */
  public static String summary(
      AlertRule rule, String model, @Nullable RuleReading reading, String why) {
    String figures = reading == null ? "No window has closed yet." : reading.sentence();
    return (model + ": " + rule.metric() + ". " + figures + " " + why).strip();
  }

  public static String inside(AlertPolicy alerts) {
    return "Inside tolerance for " + alerts.clearing().windows() + " windows.";
  }

  /**
   * Why a page closes.
   *
   * @param threshold that the evidence of being inside has reached: in as many panes it is expected
   *     to be reached once without being true
   */
  public static String insideAgain(double threshold, Duration pane) {
    return insideAgain("the gap is inside the tolerance again", threshold, pane);
  }

  /**
   * @param what is shown by the evidence
   */
  public static String insideAgain(String what, double threshold, Duration pane) {
    Duration once = Duration.ofMillis((long) Math.min(threshold * pane.toMillis(), Long.MAX_VALUE));
    return String.format(
        Locale.ROOT,
        "Evidence that %s: more than %.2g, about one false clearing in %s.",
        what,
        threshold,
        period(once));
  }

  public static String evidence(AlertPolicy alerts, PageEvidence page) {
    ThresholdCrossing finding = page.crossing();
    PolicyEvidence policy = finding.policy();
    return String.format(
            Locale.ROOT,
            "Most likely since %s. Evidence of a gap beyond tolerance: %.2g (pages alone at %.2g), %.2g of the %.2g of all rules together (page at %.2g): about %s in %s.",
            finding.onset(),
            finding.evidence(),
            finding.threshold(),
            policy.share(),
            policy.sum(),
            policy.threshold(),
            falsePages(alerts.falsePages()),
            period(alerts.per()))
        + together(policy.names())
        + " "
        + page.basis().sentence();
  }

  /** What a page says besides of a group that nobody declared. */
  public static String found(GroupPolicy groups) {
    return String.format(
        Locale.ROOT,
        " Nobody declared this group: a search of %,d groups found it. Its people are at least so many.",
        groups.searchedGroups());
  }

  private static String together(PageNames names) {
    return names.each()
        ? ""
        : " One of %d rules that have enough evidence only together: at least one of them is beyond its tolerance."
            .formatted(names.count());
  }

  public static String times(double number) {
    return number == 1 ? "once" : FigureWords.asWritten(number) + " times";
  }

  private static String falsePages(double number) {
    return number == 1 ? "one false page" : FigureWords.asWritten(number) + " false pages";
  }

  public static String period(Duration per) {
    if (per.toDays() > 1 && per.equals(Duration.ofDays(per.toDays()))) {
      return per.toDays() + " days";
    }
    return per.toHours() > 1 && per.equals(Duration.ofHours(per.toHours()))
        ? per.toHours() + " hours"
        : per.toString();
  }

  /** What a page says before the first window has closed; a sentence to be ended. */
  public static String newestPane(
      OutcomeRate rate, GroupCounts group, GroupCounts reference, String units) {
    return "%s=%s: %s of %d in %d %s against %d in %d of %s in the newest pane"
        .formatted(
            group.attribute(),
            GroupNames.words(group.group()),
            rate.words(),
            rate.successes(group),
            rate.trials(group),
            units,
            rate.successes(reference),
            rate.trials(reference),
            GroupNames.words(reference.group()));
  }

  /** The same of a mean of scores. */
  public static String newestPane(
      ScoreMean mean, PaneMeans means, GroupCounts group, GroupCounts reference) {
    return String.format(
        Locale.ROOT,
        "%s=%s: %s %s in %d %s against %s in %d of %s in the newest pane",
        group.attribute(),
        GroupNames.words(group.group()),
        mean.words(),
        mean.figure(means.mean(mean)),
        means.n(),
        mean.whose(),
        mean.figure(means.referenceMean(mean)),
        means.referenceN(),
        GroupNames.words(reference.group()));
  }
}
