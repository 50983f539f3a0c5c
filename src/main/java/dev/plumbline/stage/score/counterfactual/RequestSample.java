package dev.plumbline.stage.score.counterfactual;

/**
 * A share of all requests, chosen by a hash of their ids: the same ones in every process, restart
 * and replay.
 */
final class RequestSample {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private RequestSample() {}

  /**
   * @param share in [0, 1]
   */
  static boolean holds(String requestId, double share) {
    return fraction(requestId) < share;
  }

  /**
   * In [0, 1): FNV-1a, whose low bits are good and high bits are not for short ids, finished with
   * MurmurHash3's mixer.
   */
  private static double fraction(String requestId) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < requestId.length(); i++) {
      hash = (hash ^ requestId.charAt(i)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    hash ^= hash >>> 33;
    return (hash >>> 11) * 0x1.0p-53;
  }
}
