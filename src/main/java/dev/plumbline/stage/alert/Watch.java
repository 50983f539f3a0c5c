package dev.plumbline.stage.alert;

import java.time.Instant;
import java.util.Map;

/**
 * All that is remembered of one model.
 *
 * @param version model and policy version that the detectors watch
 * @param detectors by rule and contrast
 * @param episodes open alerts by rule
 * @param readings newest reading by rule, for the page's figures
 * @param newestWindow end of the newest window seen
 */
record Watch(
    String version,
    Map<String, EDetector> detectors,
    Map<String, Episode> episodes,
    Map<String, Reading> readings,
    Instant newestWindow) {

  static final Watch START = new Watch("", Map.of(), Map.of(), Map.of(), Instant.MIN);

  Watch {
    detectors = Map.copyOf(detectors);
    episodes = Map.copyOf(episodes);
    readings = Map.copyOf(readings);
  }
}
