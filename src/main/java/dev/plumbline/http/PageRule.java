package dev.plumbline.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.plumbline.event.AlertRule;
import dev.plumbline.event.Verdict;
import dev.plumbline.event.measure.FairnessMeasure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule stands: one group against its reference in the newest window that had evidence.
 *
 * @param end of that window
 * @param sentence the same in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PageRule(
    Instant end,
    @JsonUnwrapped AlertRule rule,
    @JsonUnwrapped PageEstimate estimate,
    @Nullable Double tolerance,
    @Nullable Verdict verdict,
    String sentence) {

  static PageRule of(FairnessMeasure m, Instant end) {
    return new PageRule(
        end,
        new AlertRule(m.metric(), m.attribute(), m.group()),
        PageEstimate.of(m),
        m.tolerance(),
        m.verdict(),
        m.sentence());
  }
}
