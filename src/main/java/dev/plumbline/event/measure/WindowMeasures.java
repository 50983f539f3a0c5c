package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;
import dev.plumbline.event.TimeSpan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One window's measures by prediction time, the value of {@code window-measures}; revised as labels
 * mature.
 *
 * @param revision 0 for the first publication, then one more each time
 * @param isFinal no label can change it any more
 * @param requests predictions in the window, duplicates left out
 * @param labelled how many of them have their true label
 * @param outcomes what became of outcomes, by result: of those about the window's requests, and of
 *     those with a time in the window whose request is not there
 * @param counterfactuals of each attribute whose words the policy has swapped
 * @param benefits decisions automated, accuracy and the like, by name
 * @param histograms of the predicted labels and of the policy's signals, for everyone; bounded
 * @param flagged records in which a field was flagged, by {@code FIELD:REASON}
 * @param confusions predicted beside true labels of every group with labelled requests, and of
 *     everyone
 */
public record WindowMeasures(
    String model,
    TimeSpan window,
    int revision,
    boolean isFinal,
    long requests,
    long labelled,
    Map<String, Long> outcomes,
    @Nullable String modelVersion,
    String policyVersion,
    List<GroupCounts> groups,
    List<FairnessMeasure> fairness,
    List<DriftMeasure> drift,
    WeightedScore ethics,
    WeightedScore bias,
    List<CounterfactualMeasure> counterfactuals,
    Map<String, Double> benefits,
    List<SignalHistogram> histograms,
    Map<String, Long> flagged,
    List<ConfusionCounts> confusions) {
  public WindowMeasures {
    MessageChecks.notBlank(model, "model");
    MessageChecks.notNull(window, "window");
    MessageChecks.notNegative(revision, "revision");
    outcomes = MessageChecks.map(outcomes);
    groups = MessageChecks.list(groups);
    fairness = MessageChecks.list(fairness);
    drift = MessageChecks.list(drift);
    MessageChecks.notNull(ethics, "ethics");
    MessageChecks.notNull(bias, "bias");
    counterfactuals = MessageChecks.list(counterfactuals);
    benefits = MessageChecks.map(benefits);
    histograms = MessageChecks.list(histograms);
    flagged = MessageChecks.map(flagged);
    confusions = MessageChecks.list(confusions);
  }

  /** Without histograms, flags and confusions. */
  public WindowMeasures(
      String model,
      TimeSpan window,
      int revision,
      boolean isFinal,
      long requests,
      long labelled,
      Map<String, Long> outcomes,
      @Nullable String modelVersion,
      String policyVersion,
      List<GroupCounts> groups,
      List<FairnessMeasure> fairness,
      List<DriftMeasure> drift,
      WeightedScore ethics,
      WeightedScore bias,
      List<CounterfactualMeasure> counterfactuals,
      Map<String, Double> benefits) {
    this(
        model,
        window,
        revision,
        isFinal,
        requests,
        labelled,
        outcomes,
        modelVersion,
        policyVersion,
        groups,
        fairness,
        drift,
        ethics,
        bias,
        counterfactuals,
        benefits,
        List.of(),
        Map.of(),
        List.of());
  }

  public Duration length() {
    return Duration.between(window.start(), window.end());
  }
}
