package dev.plumbline.stage.score.record;

import dev.plumbline.event.Consent;
import dev.plumbline.event.Inference;
import dev.plumbline.event.Redaction;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a request its ethics indicators depend on, beside the prediction.
 *
 * @param features those at least that the model's policy names for indicators
 * @param leaked the response held personal data before it was redacted
 */
public record IndicatorFacts(
    String model, @Nullable Consent consent, Map<String, Object> features, boolean leaked) {

  public static IndicatorFacts from(Inference inference) {
    return new IndicatorFacts(
        inference.model(),
        inference.consent(),
        inference.features(),
        leaked(inference.redactions()));
  }

  private static boolean leaked(List<Redaction> redactions) {
    return redactions.stream().anyMatch(of -> leaked(of.field(), of.count()));
  }

  static boolean leaked(String field, int count) {
    return field.equals("response") && count > 0;
  }
}
