package dev.plumbline.stage.alert;

import dev.plumbline.policy.Rate;
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
record GroupWatch(
    String policyVersion,
    int epoch,
    Map<Rate, Past> past,
    Map<String, EDetector> detectors,
    Map<String, Episode> episodes,
    Map<String, Reading> readings,
    Exemplars exemplars) {

  static final GroupWatch START =
      new GroupWatch("", 0, Map.of(), Map.of(), Map.of(), Map.of(), Exemplars.NONE);

  GroupWatch {
    past = Map.copyOf(past);
    detectors = Map.copyOf(detectors);
    episodes = Map.copyOf(episodes);
    readings = Map.copyOf(readings);
    exemplars = exemplars == null ? Exemplars.NONE : exemplars; // written before there were any
  }

  static String detectorKey(String metric, Contrast contrast) {
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
        policyVersion, model.epoch(), Map.of(), restarted, episodes, readings, Exemplars.NONE);
  }

  Past past(Rate rate) {
    return past.getOrDefault(rate, Past.NONE);
  }

  GroupWatch with(Map<Rate, Past> nextPast, Map<String, EDetector> nextDetectors) {
    return new GroupWatch(
        policyVersion, epoch, nextPast, nextDetectors, episodes, readings, exemplars);
  }

  GroupWatch with(Reading reading) {
    Map<String, Reading> next = new HashMap<>(readings);
    next.put(reading.rule().metric(), reading);
    return new GroupWatch(policyVersion, epoch, past, detectors, episodes, next, exemplars);
  }

  GroupWatch with(Exemplars next) {
    return new GroupWatch(policyVersion, epoch, past, detectors, episodes, readings, next);
  }

  GroupWatch opened(String metric, Episode episode) {
    Map<String, Episode> next = new HashMap<>(episodes);
    next.put(metric, episode);
    return new GroupWatch(policyVersion, epoch, past, detectors, next, readings, exemplars);
  }

  /** The metric's evidence starts anew with its next alert; what the rates were is still known. */
  GroupWatch closed(String metric) {
    Map<String, Episode> left = new HashMap<>(episodes);
    left.remove(metric);
    Map<String, EDetector> next = new HashMap<>(detectors);
    next.replaceAll((key, d) -> key.startsWith(metric + "/") ? d.restarted() : d);
    return new GroupWatch(policyVersion, epoch, past, next, left, readings, exemplars);
  }
}
