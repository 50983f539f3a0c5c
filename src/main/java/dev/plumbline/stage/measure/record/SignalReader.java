package dev.plumbline.stage.measure.record;

import dev.plumbline.policy.DriftPolicy.SignalRule;
import dev.plumbline.policy.DriftSignal;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.counts.Histogram;
import dev.plumbline.stage.measure.counts.NumericBins;
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

  List<SignalBin> read(ScoredRecord record) {
    List<SignalBin> bins = new ArrayList<>(watched.size());
    for (DriftSignal signal : watched) {
      String bin = bin(signal, record);
      if (bin != null) {
        bins.add(new SignalBin(signal.name(), bin));
      }
    }
    return bins;
  }

  private static @Nullable String bin(DriftSignal signal, ScoredRecord record) {
    NumericBins bins = bins(signal);
    return switch (signal.kind()) {
      case SCORE -> number(bins, Double.isFinite(record.score()) ? record.score() : null);
      case LABEL -> Histogram.category(record.label());
      case TEXT_LENGTH ->
          record.textLength() < 0 ? null : Histogram.number(bins.place(record.textLength()));
      case UNKNOWN_TOKENS -> number(bins, record.unknownTokens());
      case FEATURE -> feature(bins, record.features().get(signal.feature()));
      case GROUP_SHARE -> null;
    };
  }

  /** By its JSON type; lists and objects are no signal. */
  private static @Nullable String feature(NumericBins bins, @Nullable Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return Histogram.category(value.toString());
    }
    return number(bins, value instanceof Number number ? (Double) number.doubleValue() : null);
  }

  private static @Nullable String number(NumericBins bins, @Nullable Double value) {
    return value == null ? null : Histogram.number(bins.place(value));
  }

  /** How the bins of a signal's numbers are placed. */
  public static NumericBins bins(DriftSignal signal) {
    return signal.kind() == DriftSignal.Kind.SCORE ? NumericBins.UNIT : NumericBins.LOGARITHMIC;
  }
}
