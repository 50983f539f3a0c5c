package dev.plumbline.stage.redact;

import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Privacy.Operator;
import dev.plumbline.stage.redact.detect.Detection;
import dev.plumbline.stage.redact.detect.Detector;
import java.util.List;
import java.util.function.Function;

/**
 * Removes personal data from texts. Idempotent: what it leaves holds nothing that it would find.
 * Immutable and safe for many threads.
 */
public final class Redactor {

  private final Detector detector;
  private final Function<String, Operator> operatorOf;
  private final Operators operators;

  /**
   * @param operatorOf the operator of an entity
   */
  public Redactor(Detector detector, Function<String, Operator> operatorOf, KeyedHash hash) {
    this.detector = detector;
    this.operatorOf = operatorOf;
    this.operators = new Operators(hash);
  }

  static Redactor of(Privacy privacy, List<String> phoneRegions, KeyedHash hash) {
    return new Redactor(
        new Detector(privacy.entities(), phoneRegions), privacy::operator, hash);
  }

  /** Lone surrogates, which no JSON can carry, become U+FFFD. */
  public Redacted redact(String text) {
    String wellFormed = WellFormed.of(text);
    List<Detection> spans = detector.detect(wellFormed);
    if (spans.isEmpty()) {
      return new Redacted(wellFormed, spans);
    }
    String redacted = render(wellFormed, spans, true);
    // The four digits that a masked card keeps may form a number with what follows them.
    return detector.detect(redacted).isEmpty()
        ? new Redacted(redacted, spans)
        : new Redacted(render(wellFormed, spans, false), spans);
  }

  private String render(String text, List<Detection> spans, boolean keepCardEnd) {
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    for (Detection span : spans) {
      String value = text.substring(span.start(), span.end());
      Operator operator = operatorOf.apply(span.entity());
      out.append(text, from, span.start());
      out.append(operators.apply(operator, span.entity(), value, keepCardEnd));
      from = span.end();
    }
    return out.append(text, from, text.length()).toString();
  }
}
