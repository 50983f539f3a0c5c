package dev.plumbline.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version that serves from now on, the value of {@code model-releases}. The topic keeps a model's
 * newest release only, so each carries the ones before it.
 *
 * @param path model folder
 * @param sha256 of the folder's files, checked before it serves; null when it is not checked
 * @param cause job id, or {@value #ROLLBACK}
 * @param previous versions that served before, the newest first, each once and this one not; at
 *     most {@value #MOST_PREVIOUS}
 */
public record ModelRelease(
    String model,
    String modelVersion,
    String path,
    @Nullable String sha256,
    String cause,
    Instant at,
    List<EarlierRelease> previous) {

  /** The cause of a release that takes a model back to a version that had served. */
  public static final String ROLLBACK = "rollback";

  public static final int MOST_PREVIOUS = 10;

  public ModelRelease {
    MessageChecks.notBlank(model, "model");
    MessageChecks.notBlank(modelVersion, "modelVersion");
    MessageChecks.notBlank(path, "path");
    MessageChecks.notBlank(cause, "cause");
    MessageChecks.notNull(at, "at");
    previous = MessageChecks.list(previous); // none in what was written before there were any
    previous = previous.subList(0, Math.min(previous.size(), MOST_PREVIOUS));
  }

  /**
   * The first release of a model.
   *
   * @param before what its policy names; null when that is not known
   */
  public static ModelRelease first(
      String model,
      EarlierRelease next,
      @Nullable EarlierRelease before,
      String cause,
      Instant at) {
    return release(model, next, cause, at, before == null ? List.of() : List.of(before));
  }

  /** The release after this one. */
  public ModelRelease followedBy(EarlierRelease next, String nextCause, Instant when) {
    List<EarlierRelease> before = new ArrayList<>();
    before.add(new EarlierRelease(modelVersion, path, sha256));
    before.addAll(previous);
    return release(model, next, nextCause, when, before);
  }

  /**
   * The release that takes the model back: the versions that are left go to the end of those
   * before, so that one more goes further back.
   *
   * @param to one of {@link #previous}
   */
  public ModelRelease rolledBackTo(EarlierRelease to, Instant when) {
    int at = previous.indexOf(to);
    List<EarlierRelease> before = new ArrayList<>(previous.subList(at + 1, previous.size()));
    before.add(new EarlierRelease(modelVersion, path, sha256));
    before.addAll(previous.subList(0, Math.max(at, 0)));
    return release(model, to, ROLLBACK, when, before);
  }

  private static ModelRelease release(
      String model, EarlierRelease next, String cause, Instant at, List<EarlierRelease> before) {
    return new ModelRelease(
        model,
        next.modelVersion(),
        next.path(),
        next.sha256(),
        cause,
        at,
        before.stream().filter(each -> !each.modelVersion().equals(next.modelVersion())).toList());
  }
}
