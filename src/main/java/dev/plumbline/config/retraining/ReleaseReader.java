package dev.plumbline.config.retraining;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.retraining.ReleasePolicy;
import dev.plumbline.policy.retraining.ShadowPolicy;
import dev.plumbline.policy.retraining.StorePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the {@code retraining} section says of how a candidate comes to serve. */
final class ReleaseReader {

  private static final double LEAST_SHARE = 0.0001;

  /** A bucket and what its keys begin with. */
  private static final String S3 = "s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[\\w./-]*)?";

  private ReleaseReader() {}

  /**
   * @param folder where a relative path leads
   */
  static ReleasePolicy read(ConfigSection retraining, Function<String, Path> folder) {
    ReleasePolicy unless = ReleasePolicy.DEFAULT;
    return new ReleasePolicy(
        retraining.choice("promotion", ReleasePolicy.Promotion.class, unless.promotion()),
        shadow(retraining),
        retraining.duration("expires", unless.expires(), Duration.ZERO),
        retraining.duration("rollbackWithin", unless.rollbackWithin(), Duration.ZERO),
        store(retraining, folder));
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

  private static @Nullable StorePolicy store(
      ConfigSection retraining, Function<String, Path> folder) {
    boolean wanted = retraining.has("store");
    try (ConfigSection store = retraining.section("store")) {
      int keep = (int) store.whole("keep", StorePolicy.DEFAULT_KEEP, 1, 1000);
      String path = store.text("path", "");
      String uri = store.text("uri", "");
      if (!uri.isEmpty() && !uri.matches(S3)) {
        store.problem("uri", "'uri' must be s3://BUCKET/PREFIX");
      }
      if (!wanted) {
        return null;
      }
      if (path.isBlank() == uri.isBlank()) {
        retraining.problem("store", "a store is at a 'path' or at a 'uri', one of them");
      }
      return new StorePolicy(uri.isBlank() ? folder.apply(path).toString() : uri, keep);
    }
  }
}
