package dev.plumbline.stage.measure.record;

import dev.plumbline.policy.DriftPolicy.SignalRule;
import dev.plumbline.policy.DriftSignal;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.CategoryCounts;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signals that a policy watches, read off one scored record. A record that lacks a signal (no
 * text, another feature) counts in none of its bins.
 */
public final class SignalReader {

  private final List<DriftSignal> watched;

  SignalReader(Policy policy) {
    this.watched =
        policy.drift().signals().stream()
            .map(SignalRule::signal)
            .filter(
                signal ->
                    signal.kind() != DriftSignal.Kind.GROUP_SHARE) // the groups' counts say it
            .distinct()
            .toList();
  }

  /** Whether any of the policies watches texts. */
  public static boolean needTexts(Policies policies) {
    return need(policies, DriftSignal.Kind.TEXT_LENGTH);
  }

  /** Whether any of the policies watches features. */
  public static boolean needFeatures(Policies policies) {
    return need(policies, DriftSignal.Kind.FEATURE);
  }

  private static boolean need(Policies policies, DriftSignal.Kind kind) {
    return policies.all().stream()
        .flatMap(policy -> policy.drift().signals().stream())
        .anyMatch(rule -> rule.signal().kind() == kind);
  }

  List<SignalValue> read(ScoredRecord record) {
    List<SignalValue> values = new ArrayList<>(watched.size());
    for (DriftSignal signal : watched) {
      SignalValue value = value(signal, record);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private static @Nullable SignalValue value(DriftSignal signal, ScoredRecord record) {
    return switch (signal.kind()) {
      case SCORE -> number(signal, Double.isFinite(record.score()) ? record.score() : null);
      case LABEL -> category(signal, record.label());
      case TEXT_LENGTH ->
          record.textLength() < 0 ? null : number(signal, (double) record.textLength());
      case UNKNOWN_TOKENS -> number(signal, record.unknownTokens());
      case FEATURE -> feature(signal, record.features().get(signal.feature()));
      case GROUP_SHARE -> null;
    };
  }

  /** By its JSON type; lists and objects are no signal. */
  private static @Nullable SignalValue feature(DriftSignal signal, @Nullable Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return category(signal, value.toString());
    }
    return number(signal, value instanceof Number number ? (Double) number.doubleValue() : null);
  }

  private static SignalValue category(DriftSignal signal, String value) {
    return new SignalValue(signal.name(), CategoryCounts.category(value), 0);
  }

  private static @Nullable SignalValue number(DriftSignal signal, @Nullable Double value) {
    return value == null
        ? null
        : new SignalValue(signal.name(), null, scale(signal).coordinate(value));
  }

  /** On which scale a signal's numbers lie. */
  public static ValueScale scale(DriftSignal signal) {
    return signal.kind() == DriftSignal.Kind.SCORE ? ValueScale.UNIT : ValueScale.REAL;
  }
}
