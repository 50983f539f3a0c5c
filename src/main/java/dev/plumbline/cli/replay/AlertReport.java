package dev.plumbline.cli.replay;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one policy said of one model's traffic.
 *
 * @param variant {@code as is}, or what was changed
 * @param days of traffic, from the first pane to the last
 * @param pagesBeforeDrift null without a known onset
 * @param minutesToFirstPage from the known onset to the first page after it; null without either
 * @param detections every rule that paged, since the known onset if there is one
 */
record AlertReport(
    String variant,
    String model,
    double days,
    @JsonUnwrapped AlertTotals totals,
    @Nullable Long pagesBeforeDrift,
    @Nullable Double minutesToFirstPage,
    List<RuleDetection> detections) {

  /**
   * One rule's first page.
   *
   * @param onset the known one; else the end of the first window whose whole interval is beyond the
   *     tolerance, null when there is none
   * @param minutes from onset to page; negative when the page came before such a window
   */
  record RuleDetection(
      String rule, @Nullable Instant onset, Instant page, @Nullable Double minutes) {}

  /**
   * @param alerts of this model, in order of event time
   * @param driftSince the known onset
   */
  static AlertReport of(
      String variant,
      Policy policy,
      RecordedModel recorded,
      List<Alert> alerts,
      @Nullable Instant driftSince) {
    List<Alert> pages = alerts.stream().filter(alert -> opened(alert, true)).toList();
    long warnings = alerts.stream().filter(alert -> opened(alert, false)).count();
    List<Alert> counted =
        driftSince == null
            ? pages
            : pages.stream().filter(page -> !page.at().isBefore(driftSince)).toList();
    AlertTotals totals = AlertTotals.over(recorded.days(), pages.size(), warnings);
    return new AlertReport(
        variant,
        policy.model(),
        recorded.days(),
        totals,
        driftSince == null ? null : (long) pages.size() - counted.size(),
        driftSince == null || counted.isEmpty() ? null : minutes(driftSince, counted.get(0).at()),
        detections(policy, recorded, counted, driftSince));
  }

  private static boolean opened(Alert alert, boolean page) {
    return alert.state() != Alert.State.CLEARED
        && (alert.severity() == Alert.Severity.PAGE) == page;
  }

  private static List<RuleDetection> detections(
      Policy policy, RecordedModel recorded, List<Alert> pages, @Nullable Instant driftSince) {
    List<RuleDetection> detections = new ArrayList<>();
    Set<AlertRule> seen = new LinkedHashSet<>();
    for (Alert page : pages) {
      if (seen.add(page.rule())) {
        Instant onset =
            driftSince == null ? firstBeyond(policy, page.rule(), recorded.windows()) : driftSince;
        detections.add(
            new RuleDetection(
                page.rule().toString(),
                onset,
                page.at(),
                onset == null ? null : minutes(onset, page.at())));
      }
    }
    return detections;
  }

  private static @Nullable Instant firstBeyond(
      Policy policy, AlertRule rule, List<WindowMeasures> windows) {
    for (FairnessRule fairness : policy.fairness()) {
      if (fairness.label().equals(rule.metric())) {
        return windows.stream()
            .filter(window -> window.fairness().stream().anyMatch(m -> beyond(fairness, rule, m)))
            .map(window -> window.window().end())
            .min(Instant::compareTo)
            .orElse(null);
      }
    }
    return null;
  }

  private static boolean beyond(FairnessRule fairness, AlertRule rule, FairnessMeasure measure) {
    return measure.comparison() == FairnessMeasure.Comparison.REFERENCE
        && measure.metric().equals(rule.metric())
        && measure.attribute().equals(rule.attribute())
        && measure.group().equals(rule.group())
        && measure.low() != null
        && measure.high() != null
        && fairness
            .metric()
            .tolerance()
            .unfair(
                fairness.tolerance(),
                Objects.requireNonNull(measure.low()),
                Objects.requireNonNull(measure.high()));
  }

  private static double minutes(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds() / 60.0;
  }

  /** One line for people. */
  String text() {
    String first =
        minutesToFirstPage == null
            ? ""
            : String.format(Locale.ROOT, ", first page %.1f min after onset", minutesToFirstPage);
    String before = pagesBeforeDrift == null ? "" : ", " + pagesBeforeDrift + " before the onset";
    return String.format(
        Locale.ROOT,
        "%s, %s: %.2f days, %d pages (%.3g a day%s), %d warnings (%.3g a day)%s",
        model,
        variant,
        days,
        totals.pages(),
        totals.pagesPerDay(),
        before,
        totals.warnings(),
        totals.warningsPerDay(),
        first);
  }
}
