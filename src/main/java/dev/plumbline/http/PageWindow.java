package dev.plumbline.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plumbline.event.AlertRule;
import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.WindowMeasures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the live page draws of a window: a fifth of the whole, for a page asks for hundreds of them.
 */
record PageWindow(
    Instant end,
    long requests,
    long labelled,
    @Nullable Double ethics,
    @Nullable Double bias,
    List<Gap> fairness,
    List<DriftMeasure> drift) {

  /** One group against its reference, under a rule of the policy. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Gap(
      @JsonUnwrapped AlertRule rule,
      @JsonUnwrapped PageEstimate estimate,
      @Nullable Double tolerance,
      @Nullable Verdict verdict) {

    static Gap of(FairnessMeasure m) {
      return new Gap(
          new AlertRule(m.metric(), m.attribute(), m.group()),
          PageEstimate.of(m),
          m.tolerance(),
          m.verdict());
    }
  }

  static PageWindow of(WindowMeasures window, boolean newest) {
    return new PageWindow(
        window.window().end(),
        window.requests(),
        window.labelled(),
        window.ethics().score(),
        window.bias().score(),
        window.fairness().stream()
            .filter(m -> m.comparison() == FairnessMeasure.Comparison.REFERENCE)
            .filter(m -> m.tolerance() != null)
            .map(Gap::of)
            .toList(),
        newest ? window.drift() : List.of());
  }
}
