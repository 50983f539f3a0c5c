package dev.plumbline.cli.replay;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.UnitTally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one policy said of one model's traffic.
 *
 * @param variant {@code as is}, or what was changed
 * @param days of traffic, from the first pane to the last
 * @param counted in what units the evidence was counted; null without panes that say
 * @param pagesBeforeDrift null without a known onset
 * @param minutesToFirstPage from the known onset to the first page after it; null without either
 * @param detections every rule that paged, since the known onset if there is one
 */
record AlertReport(
    String variant,
    String model,
    double days,
    @Nullable EvidenceUnits counted,
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
      String model,
      RecordedModel recorded,
      List<Alert> alerts,
      @Nullable Instant driftSince) {
    List<Alert> pages = alerts.stream().filter(alert -> opened(alert, true)).toList();
    long warnings = alerts.stream().filter(alert -> opened(alert, false)).count();
    List<Alert> counted =
        driftSince == null
            ? pages
            : pages.stream().filter(page -> !page.at().isBefore(driftSince)).toList();
    long incidents = pages.stream().map(page -> page.context().incident()).distinct().count();
    AlertTotals totals = AlertTotals.over(recorded.days(), incidents, pages.size(), warnings);
    return new AlertReport(
        variant,
        model,
        recorded.days(),
        recorded.counted(),
        totals,
        driftSince == null ? null : (long) pages.size() - counted.size(),
        driftSince == null || counted.isEmpty() ? null : minutes(driftSince, counted.get(0).at()),
        detections(recorded, counted, driftSince));
  }

  private static boolean opened(Alert alert, boolean page) {
    return alert.state() != Alert.State.CLEARED
        && (alert.severity() == Alert.Severity.PAGE) == page;
  }

  private static List<RuleDetection> detections(
      RecordedModel recorded, List<Alert> pages, @Nullable Instant driftSince) {
    List<RuleDetection> detections = new ArrayList<>();
    Set<AlertRule> seen = new LinkedHashSet<>();
    for (Alert page : pages) {
      if (seen.add(page.rule())) {
        Instant onset = driftSince == null ? recorded.firstBeyond(page.rule()) : driftSince;
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

  private static double minutes(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds() / 60.0;
  }

  /** How many units there are, and how many decisions and labels are none. */
  private static String words(EvidenceUnits counted) {
    String labels =
        counted.labels().equals(UnitTally.NONE) ? "" : ", labels of " + words(counted.labels());
    return "decisions of " + words(counted.decisions()) + labels;
  }

  private static String words(UnitTally units) {
    return String.format(
        Locale.ROOT,
        "%d people and %d requests (not counted: %d repeats, %d copies%s)",
        units.people(),
        units.requests(),
        units.repeated(),
        units.copies(),
        units.beyondLimit() == 0 ? "" : ", " + units.beyondLimit() + " beyond the limit");
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
        "%s, %s: %.2f days%s, %d incidents of %d pages (%.3g a day%s), %d warnings (%.3g a day)%s",
        model,
        variant,
        days,
        counted == null ? "" : ", " + words(counted),
        totals.incidents(),
        totals.pages(),
        totals.pagesPerDay(),
        before,
        totals.warnings(),
        totals.warningsPerDay(),
        first);
  }
}
