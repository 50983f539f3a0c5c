package dev.plumbline.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.plumbline.event.measure.FairnessMeasure;
import org.jspecify.annotations.Nullable;

/** What was measured of so many requests, with its 95 % interval; null without evidence. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PageEstimate(@Nullable Double value, @Nullable Double low, @Nullable Double high, long n) {

  static PageEstimate of(FairnessMeasure m) {
    return new PageEstimate(m.value(), m.low(), m.high(), m.n());
  }
}
