package dev.plumbline.stage.alert.watch;

import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.stage.alert.evidence.DecayedRates;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.RateContrast;
import dev.plumbline.stage.alert.warning.RuleReading;
import java.util.HashMap;
import java.util.Map;

/**
 * What is remembered of one group. Kept in a record of its own, so that no model has too many
 * groups for one message of a changelog.
 *
 * @param policyVersion the policy that the detectors belong to
 * @param epoch of the model, in which the detectors began
 * @param past earlier panes, by rate
 * @param detectors by metric and contrast
 * @param episodes open alerts, by metric
 * @param exemplars requests to look at
 * @param readings newest reading that decided something, by metric: for the pages' figures
 */
public record GroupWatch(
    String policyVersion,
    int epoch,
    Map<OutcomeRate, DecayedRates> past,
    Map<String, EDetector> detectors,
    Map<String, OpenAlert> episodes,
    Map<String, RuleReading> readings,
    RecentExemplars exemplars) {

  public static final GroupWatch START =
      new GroupWatch("", 0, Map.of(), Map.of(), Map.of(), Map.of(), RecentExemplars.NONE);

  public GroupWatch {
    past = Map.copyOf(past);
    detectors = Map.copyOf(detectors);
    episodes = Map.copyOf(episodes);
    readings = Map.copyOf(readings);
    exemplars =
        exemplars == null ? RecentExemplars.NONE : exemplars; // written before there were any
  }

  static String detectorKey(String metric, RateContrast contrast) {
    return metric + "/" + contrast.name();
  }

  /**
   * As the model is now: another policy has other contrasts, a new epoch starts the same ones from
   * the beginning, and another model's decisions are no examples of its own.
   */
  GroupWatch at(ModelWatch model) {
    if (!policyVersion.equals(model.policyVersion())) {
      return new GroupWatch(
          model.policyVersion(), model.epoch(), Map.of(), Map.of(), episodes, readings, exemplars);
    }
    if (epoch == model.epoch()) {
      return this;
    }
    Map<String, EDetector> restarted = new HashMap<>(detectors);
    restarted.replaceAll((key, detector) -> detector.restarted());
    return new GroupWatch(
        policyVersion,
        model.epoch(),
        Map.of(),
        restarted,
        episodes,
        readings,
        RecentExemplars.NONE);
  }

  DecayedRates past(OutcomeRate rate) {
    return past.getOrDefault(rate, DecayedRates.NONE);
  }

  GroupWatch with(Map<OutcomeRate, DecayedRates> nextPast, Map<String, EDetector> nextDetectors) {
    return new GroupWatch(
        policyVersion, epoch, nextPast, nextDetectors, episodes, readings, exemplars);
  }

  GroupWatch with(RuleReading reading) {
    Map<String, RuleReading> next = new HashMap<>(readings);
    next.put(reading.rule().metric(), reading);
    return new GroupWatch(policyVersion, epoch, past, detectors, episodes, next, exemplars);
  }

  GroupWatch with(RecentExemplars next) {
    return new GroupWatch(policyVersion, epoch, past, detectors, episodes, readings, next);
  }

  GroupWatch opened(String metric, OpenAlert episode) {
    Map<String, OpenAlert> next = new HashMap<>(episodes);
    next.put(metric, episode);
    return new GroupWatch(policyVersion, epoch, past, detectors, next, readings, exemplars);
  }

  /** The metric's evidence starts anew with its next alert; what the rates were is still known. */
  GroupWatch closed(String metric) {
    Map<String, OpenAlert> left = new HashMap<>(episodes);
    left.remove(metric);
    Map<String, EDetector> next = new HashMap<>(detectors);
    next.replaceAll((key, d) -> key.startsWith(metric + "/") ? d.restarted() : d);
    return new GroupWatch(policyVersion, epoch, past, next, left, readings, exemplars);
  }
}
