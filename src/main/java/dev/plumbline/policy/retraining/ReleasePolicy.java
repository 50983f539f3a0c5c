package dev.plumbline.policy.retraining;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a candidate that passed the gate comes to serve, and when it goes again.
 *
 * @param promotion who has the last word
 * @param shadow the trial before; null when there is none
 * @param expires event time after which a candidate that is neither promoted nor rejected is no
 *     longer one
 * @param rollbackWithin event time after a promotion within which a page on a rule that the version
 *     before held takes the model back
 * @param store where versions lie; null when a candidate stays in the folder of its job
 */
public record ReleasePolicy(
    Promotion promotion,
    @Nullable ShadowPolicy shadow,
    Duration expires,
    Duration rollbackWithin,
    @Nullable StorePolicy store) {

  public static final ReleasePolicy DEFAULT =
      new ReleasePolicy(Promotion.AUTOMATIC, null, Duration.ofDays(7), Duration.ofHours(1), null);

  /** Candidates stay in the folders of their jobs. */
  public ReleasePolicy(
      Promotion promotion,
      @Nullable ShadowPolicy shadow,
      Duration expires,
      Duration rollbackWithin) {
    this(promotion, shadow, expires, rollbackWithin, null);
  }

  /** Who has the last word on a candidate that passed. */
  public enum Promotion {
    AUTOMATIC,
    MANUAL
  }
}
