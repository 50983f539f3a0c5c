package dev.plumbline.stage.alert.memory;

import dev.plumbline.stage.alert.score.BiasEvidence;
import dev.plumbline.stage.alert.score.MeanDetector;
import java.util.Map;

/**
 * Evidence about the scores of one model.
 *
 * @param detectors of the ethics score and of indicators, by rule, limit and side
 * @param bias of the bias score; of one that alerts, since it does
 */
public record ScoreWatch(Map<String, MeanDetector> detectors, BiasEvidence bias) {

  static final ScoreWatch START = new ScoreWatch(Map.of(), BiasEvidence.START);

  public ScoreWatch {
    detectors = Map.copyOf(detectors);
  }
}
