package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.incident.ExcessDecisions;
import dev.plumbline.event.incident.IncidentRule;
import dev.plumbline.event.incident.StartChange;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.stage.alert.tally.GroupTally;
import dev.plumbline.stage.alert.tally.RateWords;
import dev.plumbline.stage.alert.tally.TallyGap;
import dev.plumbline.stage.alert.warning.RuleReading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an incident says in words; every number is one of its fields, rounded. */
final class IncidentWording {

  private static final int MOST_RULES = 6;
  private static final int MOST_DRIFTS = 6;
  private static final double FEW = 10;

  private IncidentWording() {}

  /** Who is treated how, since when, and how many were affected. */
  static String title(String model, AlertRule lead, Instant onset, @Nullable TallyGap gap) {
    if (gap == null) {
      return "%s: %s of %s is beyond its tolerance since %s"
          .formatted(model, lead.metric(), about(lead), TimeWords.of(onset));
    }
    RateWords words = RateWords.of(gap.rate());
    ExcessDecisions excess = gap.excess();
    return String.format(
        Locale.ROOT,
        "%s: %s %s%s %.1f points %s often than %s since %s, about %s excess %s an hour (%s to %s)",
        model,
        TallyGap.words(gap.tally().group()),
        words.verb(),
        words.where(),
        100 * Math.abs(excess.rate() - excess.rateCompared()),
        gap.gap().value() > 0 ? "more" : "less",
        TallyGap.words(gap.tally().reference()),
        TimeWords.of(excess.from()),
        count(excess.perHour()),
        excess.what(),
        count(excess.perHourLow()),
        count(excess.perHourHigh()));
  }

  /**
   * How an incident ended.
   *
   * @param ended the model, and after how long
   * @param inside rules that are inside their tolerance again
   * @param retired rules that the policy no longer has
   */
  static String closing(String ended, long inside, long retired, @Nullable TallyGap gap) {
    List<String> said = new ArrayList<>();
    if (inside > 0) {
      said.add(
          inside == 1
              ? "1 rule is inside tolerance again"
              : inside + " rules are inside tolerance again");
    }
    if (retired > 0) {
      said.add(
          retired == 1
              ? "1 rule is no longer in the policy"
              : retired + " rules are no longer in the policy");
    }
    String closing = ended + ", " + String.join(", ", said);
    if (gap == null) {
      return closing;
    }
    ExcessDecisions excess = gap.excess();
    return String.format(
        Locale.ROOT,
        "%s; from %s to %s about %s excess %s of %s (%s to %s)",
        closing,
        TimeWords.of(excess.from()),
        TimeWords.of(gap.tally().until()),
        count(excess.soFar()),
        excess.what(),
        excess.behind(),
        count(excess.soFarLow()),
        count(excess.soFarHigh()));
  }

  /**
   * The evidence of the page that opened it.
   *
   * @param together the other rules without which the page would not have evidence enough; empty
   *     where it has
   */
  static String decided(Alert page, List<AlertRule> together, @Nullable TallyGap gap) {
    String evidence = evidence(page) + together(together);
    return gap == null ? evidence : evidence + " " + counts(gap);
  }

  /** What reached which threshold: the rule's own evidence, or that of all rules together. */
  private static String evidence(Alert page) {
    SequentialEvidence it = page.sequential();
    String rule = named(page.rule());
    String at = TimeWords.of(page.at());
    if (it.evidence() == null || it.threshold() == null) {
      return "%s paged at %s.".formatted(rule, at);
    }
    boolean alone = it.policyEvidence() == null || it.evidence() >= it.threshold();
    return alone
        ? String.format(
            Locale.ROOT,
            "%s reached %.2g at %s (pages at %.2g).",
            rule,
            it.evidence(),
            at,
            it.threshold())
        : String.format(
            Locale.ROOT,
            "All rules together reached %.2g at %s (page at %.2g), of which %s has %.2g.",
            it.policyEvidence(),
            at,
            it.policyThreshold(),
            rule,
            it.share());
  }

  private static String together(List<AlertRule> others) {
    return others.isEmpty()
        ? ""
        : " It has enough only together with %s: at least one of them is beyond its tolerance."
            .formatted(listed(others.stream().map(IncidentWording::named).toList()));
  }

  private static String named(AlertRule rule) {
    return rule.metric() + " of " + about(rule);
  }

  /** The first of them, and how many more there are. */
  private static String listed(List<String> names) {
    return names.stream().limit(MOST_RULES).collect(Collectors.joining(", "))
        + (names.size() > MOST_RULES ? " and %d more".formatted(names.size() - MOST_RULES) : "");
  }

  private static String counts(TallyGap gap) {
    return String.format(
        Locale.ROOT,
        "From %s to %s, counted in %s: %s %d of %d (%.1f %%) of %s, %d of %d (%.1f %%) of %s.",
        TimeWords.of(gap.tally().from()),
        TimeWords.of(gap.tally().until()),
        gap.units(),
        gap.rate().words(),
        Math.round(gap.group().successes()),
        Math.round(gap.group().trials()),
        100 * gap.group().rate(),
        TallyGap.words(gap.tally().group()),
        Math.round(gap.reference().successes()),
        Math.round(gap.reference().trials()),
        100 * gap.reference().rate(),
        TallyGap.words(gap.tally().reference()));
  }

  static String decidedLine(String decided) {
    return "Evidence that decided: " + decided;
  }

  /** What the newest window that had evidence says of a rule. */
  static String newestWindow(@Nullable RuleReading reading, Duration size) {
    Instant end = reading == null ? null : reading.windowEnd();
    return reading == null || end == null
        ? "Newest window: none has had enough evidence yet."
        : "Newest window: from %s to %s, %s"
            .formatted(TimeWords.of(end.minus(size)), TimeWords.of(end), reading.sentence());
  }

  /** How many were affected so far. */
  static String soFar(TallyGap gap) {
    ExcessDecisions excess = gap.excess();
    return String.format(
        Locale.ROOT,
        "So far: since %s %.1f %% of %s (%d %s) got %s against %.1f %% of %s: about %s in excess (%s to %s).",
        TimeWords.of(excess.from()),
        100 * excess.rate(),
        excess.behind(),
        excess.n(),
        excess.unit(),
        excess.what(),
        100 * excess.rateCompared(),
        excess.compared(),
        count(excess.soFar()),
        count(excess.soFarLow()),
        count(excess.soFarHigh()));
  }

  static String changed(List<StartChange> changes) {
    if (changes.isEmpty()) {
      return "Around its start nothing changed that is watched: model version, policy version, the group's share of the traffic, drift.";
    }
    List<StartChange> drift =
        changes.stream().filter(each -> each.kind() == StartChange.Kind.DRIFT).toList();
    List<StartChange> more = drift.subList(Math.min(MOST_DRIFTS, drift.size()), drift.size());
    return changes.stream()
            .filter(each -> !more.contains(each))
            .map(StartChange::sentence)
            .collect(Collectors.joining(" ", "Around its start: ", ""))
        + (more.isEmpty() ? "" : " And %d more drifted.".formatted(more.size()));
  }

  static String rules(List<IncidentRule> rules) {
    long open = rules.stream().filter(each -> each.clearedAt() == null).count();
    List<String> names =
        rules.stream()
            .map(
                each ->
                    "%s (%s)"
                        .formatted(
                            named(each.rule()),
                            each.clearedAt() == null
                                ? each.severity().name().toLowerCase(Locale.ROOT)
                                : "cleared"))
            .toList();
    return "Rules: %d of %d open: %s.".formatted(open, rules.size(), listed(names));
  }

  /** Of a group whose traffic has stopped. */
  static String silent(GroupTally tally) {
    return "Nothing has come of %s since %s."
        .formatted(TallyGap.words(tally.group()), TimeWords.of(tally.lastSeen()));
  }

  static String about(AlertRule rule) {
    if (rule.attribute().equals(GroupCounts.ALL)) {
      return "everyone";
    }
    return rule.group().equals(GroupCounts.ALL)
        ? rule.attribute()
        : rule.attribute() + "=" + GroupNames.words(rule.group());
  }

  /** Few with one decimal, many without; what rounds to nothing has no sign. */
  static String count(double value) {
    String text = String.format(Locale.ROOT, Math.abs(value) < FEW ? "%.1f" : "%.0f", value);
    return text.equals("-0.0") ? "0.0" : text;
  }
}
