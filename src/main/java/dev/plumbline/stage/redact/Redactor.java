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
    return new Redactor(new Detector(privacy.entities(), phoneRegions), privacy::operator, hash);
  }

  /** Lone surrogates, which no JSON can carry, become U+FFFD. */
  public Redacted redact(String text) {
    String wellFormed = WellFormed.of(text);
    List<Detection> spans = detector.detect(wellFormed);
    if (spans.isEmpty()) {
      return new Redacted(wellFormed, spans);
    }
    String redacted = render(wellFormed, spans, operatorOf);
    // A mask may form something new with its neighbours: an address, a number with the four digits
    // that a card keeps. Placeholders never do.
    return spans.stream().noneMatch(this::isMasked) || detector.detect(redacted).isEmpty()
        ? new Redacted(redacted, spans)
        : new Redacted(render(wellFormed, spans, this::unmasked), spans);
  }

  private boolean isMasked(Detection span) {
    return operatorOf.apply(span.entity()) == Operator.MASK;
  }

  private Operator unmasked(String entity) {
    Operator operator = operatorOf.apply(entity);
    return operator == Operator.MASK ? Operator.REPLACE : operator;
  }

  private String render(
      String text, List<Detection> spans, Function<String, Operator> operatorFor) {
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    for (Detection span : spans) {
      String value = text.substring(span.start(), span.end());
      out.append(text, from, span.start());
      out.append(operators.apply(operatorFor.apply(span.entity()), span.entity(), value));
      from = span.end();
    }
    return out.append(text, from, text.length()).toString();
  }
}
