package dev.plumbline.stage.measure.record;

import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.ValueRange;
import dev.plumbline.stage.measure.counts.CategoryCounts;
import dev.plumbline.statistics.dyadic.ValueScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The signals that a policy watches, read off one scored record. A record that lacks a signal (no
 * text, another feature) counts in none of its bins.
 */
public final class SignalReader {

  private static final String MISSING = "missing";
  private static final String PRESENT = "present";

  private final List<DriftSignal> watched;
  private final Map<String, ValueRange> ranges;

  SignalReader(Policy policy) {
    this.ranges = policy.drift().ranges();
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
    return need(policies, kind -> kind == DriftSignal.Kind.TEXT_LENGTH);
  }

  /** Whether any of the policies watches features. */
  public static boolean needFeatures(Policies policies) {
    return need(policies, DriftSignal.Kind::ofFeature);
  }

  private static boolean need(Policies policies, Predicate<DriftSignal.Kind> kinds) {
    return policies.all().stream()
        .flatMap(policy -> policy.drift().signals().stream())
        .anyMatch(rule -> kinds.test(rule.signal().kind()));
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

  private @Nullable SignalValue value(DriftSignal signal, ScoredRecord record) {
    if (signal.kind().ofFeature()) {
      return feature(signal, record.features().get(signal.feature()));
    }
    return switch (signal.kind()) {
      case SCORE -> number(signal, Double.isFinite(record.score()) ? record.score() : null);
      case LABEL -> category(signal, record.label());
      case TEXT_LENGTH ->
          record.textLength() < 0 ? null : number(signal, (double) record.textLength());
      case UNKNOWN_TOKENS -> number(signal, record.unknownTokens());
      case GROUP_SHARE, FEATURE, MISSING, RANGE, NEW, TYPE -> null;
    };
  }

  private @Nullable SignalValue feature(DriftSignal signal, @Nullable Object value) {
    if (signal.kind() == DriftSignal.Kind.MISSING) {
      return category(signal, value == null ? MISSING : PRESENT);
    }
    if (value == null) {
      return null;
    }
    return switch (signal.kind()) {
      case RANGE -> category(signal, range(signal.feature(), value));
      case TYPE -> category(signal, type(value));
      case NEW -> value instanceof Number ? null : category(signal, value.toString());
      default ->
          value instanceof Number number
              ? number(signal, number.doubleValue())
              : category(signal, value.toString());
    };
  }

  private String range(String feature, Object value) {
    ValueRange range = ranges.get(feature);
    if (range == null || !(value instanceof Number number)) {
      return "no number";
    }
    if (number.doubleValue() < range.min()) {
      return "below";
    }
    return number.doubleValue() > range.max() ? "above" : "within";
  }

  /** Lists and objects are no features. */
  private static String type(Object value) {
    if (value instanceof Number) {
      return "number";
    }
    return value instanceof Boolean ? "boolean" : "string";
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
