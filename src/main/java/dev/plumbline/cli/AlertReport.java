package dev.plumbline.cli;

import dev.plumbline.event.Alert;
import dev.plumbline.event.FairnessMeasure;
import dev.plumbline.event.PaneCounts;
import dev.plumbline.event.Rule;
import dev.plumbline.event.WindowMeasures;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.Beyond;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
 * @param minutesToFirstPage from the known onset to the first page after it; null without an onset
 *     or a page
 * @param pagesBeforeOnset null without an onset
 * @param detections every rule that paged; with a known onset, at or after it
 */
record AlertReport(
    String variant,
    String model,
    double days,
    long pages,
    long warnings,
    double pagesPerDay,
    double warningsPerDay,
    @Nullable Long pagesBeforeOnset,
    @Nullable Double minutesToFirstPage,
    List<Detection> detections) {

  /**
   * One rule's first page.
   *
   * @param onset the known one, or the end of the first window whose whole interval is beyond the
   *     tolerance; null when no window's is
   * @param minutes from onset to page; negative when the page came before such a window
   */
  record Detection(
      String rule, @Nullable Instant onset, Instant page, @Nullable Double minutes) {}

  /** What was recorded of one model. */
  record Recorded(List<PaneCounts> panes, List<WindowMeasures> windows) {}
}
