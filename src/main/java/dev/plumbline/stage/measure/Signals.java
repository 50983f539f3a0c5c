package dev.plumbline.stage.measure;

import dev.plumbline.policy.Drift.SignalRule;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.Signal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signals that a policy watches, read off one scored record. A record that lacks a signal (no
 * text, another feature) counts in none of its bins.
 */
final class Signals {

  private final List<Signal> watched;

  Signals(Policy policy) {
    this.watched =
        policy.drift().signals().stream()
            .map(SignalRule::signal)
            .filter(signal -> signal.kind() != Signal.Kind.GROUP_SHARE) // the groups' counts say it
            .distinct()
            .toList();
  }

  /** Whether any of the policies watches texts. */
  static boolean needTexts(Policies policies) {
    return need(policies, Signal.Kind.TEXT_LENGTH);
  }

  /** Whether any of the policies watches features. */
  static boolean needFeatures(Policies policies) {
    return need(policies, Signal.Kind.FEATURE);
  }

  private static boolean need(Policies policies, Signal.Kind kind) {
    return policies.all().stream()
        .flatMap(policy -> policy.drift().signals().stream())
        .anyMatch(rule -> rule.signal().kind() == kind);
  }

  List<SignalBin> of(Scored record) {
    List<SignalBin> bins = new ArrayList<>(watched.size());
    for (Signal signal : watched) {
      String bin = bin(signal, record);
      if (bin != null) {
        bins.add(new SignalBin(signal.name(), bin));
      }
    }
    return bins;
  }

  private static @Nullable String bin(Signal signal, Scored record) {
    NumericBins bins = bins(signal);
    return switch (signal.kind()) {
      case SCORE -> Distribution.number(bins.place(record.score()));
      case LABEL -> Distribution.category(record.label());
      case TEXT_LENGTH ->
          record.textLength() < 0 ? null : Distribution.number(bins.place(record.textLength()));
      case UNKNOWN_TOKENS -> number(bins, record.unknownTokens());
      case FEATURE -> feature(bins, record.features().get(signal.feature()));
      case GROUP_SHARE -> null;
    };
  }

  /** By its JSON type; lists and objects are no signal. */
  private static @Nullable String feature(NumericBins bins, @Nullable Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return Distribution.category(value.toString());
    }
    return number(bins, value instanceof Number number ? (Double) number.doubleValue() : null);
  }

  private static @Nullable String number(NumericBins bins, @Nullable Double value) {
    return value == null ? null : Distribution.number(bins.place(value));
  }

  /** How the bins of a signal's numbers are placed. */
  static NumericBins bins(Signal signal) {
    return signal.kind() == Signal.Kind.SCORE ? NumericBins.UNIT : NumericBins.LOGARITHMIC;
  }
}
