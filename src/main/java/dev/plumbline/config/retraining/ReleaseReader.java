package dev.plumbline.config.retraining;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.retraining.ReleasePolicy;
import dev.plumbline.policy.retraining.ShadowPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the {@code retraining} section says of how a candidate comes to serve. */
final class ReleaseReader {

  private static final double LEAST_SHARE = 0.0001;

  private ReleaseReader() {}

  static ReleasePolicy read(ConfigSection retraining) {
    ReleasePolicy unless = ReleasePolicy.DEFAULT;
    return new ReleasePolicy(
        retraining.choice("promotion", ReleasePolicy.Promotion.class, unless.promotion()),
        shadow(retraining),
        retraining.duration("expires", unless.expires(), Duration.ZERO),
        retraining.duration("rollbackWithin", unless.rollbackWithin(), Duration.ZERO));
  }

  /** Asked for by the section being there, even an empty one. */
  private static @Nullable ShadowPolicy shadow(ConfigSection retraining) {
    boolean wanted = retraining.has("shadow");
    ShadowPolicy unless = ShadowPolicy.DEFAULT;
    try (ConfigSection shadow = retraining.section("shadow")) {
      ShadowPolicy read =
          new ShadowPolicy(
              shadow.number("share", unless.share(), LEAST_SHARE, 1),
              shadow.duration("atLeast", unless.atLeast(), Duration.ZERO),
              shadow.whole("labelled", unless.labelled(), 1, 1_000_000));
      return wanted ? read : null;
    }
  }
}
