package dev.plumbline.stage.redact.text;

import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.PrivacyPolicy.Operation;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.detect.SpanMerger;
import dev.plumbline.stage.redact.detect.finder.Detection;
import dev.plumbline.stage.redact.keys.KeysetException;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes personal data from texts. Idempotent by construction: a text goes out only when no
 * pattern finds anything in it. Immutable and safe for many threads.
 */
public final class TextRedactor {

  private static final int MOST_ROUNDS = 20;
  private static final Operation PLAIN = Operation.of(Operator.REPLACE);

  private final PrivacyPolicy privacy;
  private final Set<String> removed;
  private final TextFinder finder;
  private final OperatorSet operators;

  /**
   * @param finder finds the entities that the policy removes, and no others
   */
  public TextRedactor(PrivacyPolicy privacy, TextFinder finder, RedactionKeys keys) {
    this.privacy = privacy;
    this.removed = privacy.removed();
    this.finder = finder;
    this.operators = new OperatorSet(keys);
  }

  /**
   * @param phoneRegions ISO 3166 codes
   * @throws KeysetException when the policy encrypts and there is no key
   * @throws IllegalArgumentException when an entity or a region is unknown
   */
  public static TextRedactor of(
      PrivacyPolicy privacy, List<String> phoneRegions, RedactionKeys keys) {
    Set<String> encrypted = privacy.entities(Operator.ENCRYPT);
    if (keys.cipher() == null && !encrypted.isEmpty()) {
      throw new KeysetException(
          "operator encrypt of %s needs redact.encryptKeyset; plumbline keys new --for encrypt makes one"
              .formatted(new TreeSet<>(encrypted)));
    }
    PatternDetector detector =
        new PatternDetector(
            PrivacyPolicy.patterned(privacy.removed()), phoneRegions, privacy.recognizers());
    return new TextRedactor(privacy, TextFinder.of(detector), keys);
  }

  /** A text that is a message of its own. */
  public RedactedText redact(String text) {
    return redact(text, TaggedTexts.NONE);
  }

  /** The same with what a model found in it. */
  public RedactedText redact(String text, TaggedTexts tagged) {
    TokenNumbering numbering = new TokenNumbering();
    numbering.reserve(text);
    return redact(WellFormed.of(text), "", tagged.detectionsIn(text, removed), numbering);
  }

  /**
   * @param text without lone surrogates, which no JSON can carry
   * @param context words that stand before the text, such as the name of its field
   * @param tagged looked at once: a model that is shown its own work may find names in it for ever
   * @throws IllegalStateException when twenty rounds were not enough
   */
  public RedactedText redact(
      String text, String context, TaggedTexts tagged, TokenNumbering numbering) {
    return redact(text, context, tagged.detectionsIn(text, removed), numbering);
  }

  private RedactedText redact(
      String text, String context, List<Detection> tagged, TokenNumbering numbering) {
    List<Detection> spans = SpanMerger.of(text, find(text, context), tagged);
    if (spans.isEmpty()) {
      return new RedactedText(text, spans);
    }
    Set<Detection> plain = new HashSet<>();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      RenderedText rendering =
          new RenderedText(text, spans, span -> replacement(text, span, plain, numbering));
      List<Detection> left = find(rendering.text(), context);
      if (left.isEmpty()) {
        return new RedactedText(rendering.text(), spans);
      }
      if (!settle(spans, plain)) {
        List<Detection> more = left.stream().map(rendering::original).toList();
        plain.addAll(more);
        spans = RenderedText.swallow(spans, more);
      }
    }
    throw new IllegalStateException("redaction did not settle");
  }

  private List<Detection> find(String text, String context) {
    if (context.isEmpty()) {
      return finder.find(text);
    }
    if (!finder.mayFind(text) && !finder.mayFind(context)) {
      return List.of();
    }
    String before = context + ": ";
    int shift = before.length();
    return finder.find(before + text).stream()
        .filter(found -> found.end() > shift)
        .map(found -> shifted(found, shift))
        .toList();
  }

  private static Detection shifted(Detection found, int by) {
    return new Detection(
        found.entity(), Math.max(0, found.start() - by), found.end() - by, found.score());
  }

  private String replacement(
      String text, Detection span, Set<Detection> plain, TokenNumbering numbering) {
    String value = text.substring(span.start(), span.end());
    Operation operation = plain.contains(span) ? PLAIN : privacy.operation(span.entity());
    return operators.apply(operation, span.entity(), value, numbering);
  }

  /**
   * A mask, or the lack of a value, may form something new with its neighbours: an address, a
   * number with the digits that a card keeps. Placeholders never do.
   */
  private boolean settle(List<Detection> spans, Set<Detection> plain) {
    return plain.addAll(
        spans.stream()
            .filter(
                span -> {
                  Operator operator = privacy.operation(span.entity()).operator();
                  return operator == Operator.MASK || operator == Operator.REDACT;
                })
            .toList());
  }
}
