package dev.plumbline.stage.score.counterfactual;

import dev.plumbline.statistics.sketch.StableHash;

/**
 * A share of all requests, chosen by a hash of their ids: the same ones in every process, restart
 * and replay.
 */
final class RequestSample {

  private RequestSample() {}

  /**
   * @param share in [0, 1]
   */
  static boolean holds(String requestId, double share) {
    return StableHash.fraction(requestId) < share;
  }
}
