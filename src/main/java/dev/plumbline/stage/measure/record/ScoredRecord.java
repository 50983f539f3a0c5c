package dev.plumbline.stage.measure.record;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What measuring reads of a scored record.
 *
 * @param time event time, epoch milliseconds
 * @param score probability of {@code label} where it lies in [0, 1]; NaN when there is no number
 * @param scores probabilities of the most likely labels; may be empty
 * @param unknownTokens share of the text's tokens that the model does not know; null when not said
 * @param ethics indicators in [0, 1] by name
 * @param features strings, numbers and booleans by name; empty when the policy asks for none
 * @param flags what was wrong with single fields, as {@code FIELD:REASON}
 * @param subject keyed pseudonym of the person; null when not said
 * @param content hash of text and features; 0 when there is neither, or it is not asked for
 * @param textLength in code points; -1 without a text, or when the policy does not ask
 */
public record ScoredRecord(
    String requestId,
    String model,
    long time,
    String label,
    double score,
    Map<String, Double> scores,
    @Nullable String modelVersion,
    @Nullable Double unknownTokens,
    Map<String, String> attributes,
    Map<String, Double> ethics,
    Map<String, Object> features,
    List<String> flags,
    @Nullable String subject,
    long content,
    int textLength) {

  /** One whose content is not asked for. */
  public ScoredRecord(
      String requestId,
      String model,
      long time,
      String label,
      double score,
      Map<String, Double> scores,
      @Nullable String modelVersion,
      @Nullable Double unknownTokens,
      Map<String, String> attributes,
      Map<String, Double> ethics,
      Map<String, Object> features,
      List<String> flags,
      @Nullable String subject,
      int textLength) {
    this(
        requestId,
        model,
        time,
        label,
        score,
        scores,
        modelVersion,
        unknownTokens,
        attributes,
        ethics,
        features,
        flags,
        subject,
        0,
        textLength);
  }
}
