package dev.plumbline.stage.redact.detect;

import dev.plumbline.stage.redact.detect.characters.MatchEdge;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One recognizer as its file tells it.
 *
 * @param pattern what a match looks like; null when a finder of its own looks for it
 * @param spaced white space in the pattern means nothing
 * @param finder name of that finder; null when there is a pattern
 * @param validator name of the function that has the last word
 */
record RecognizerSpec(
    String entity,
    @Nullable String pattern,
    boolean spaced,
    @Nullable String finder,
    MatchEdge edge,
    String validator,
    double score,
    Set<String> context) {

  RecognizerSpec {
    context = Set.copyOf(context);
    if ((pattern == null) == (finder == null)) {
      throw new IllegalArgumentException(entity + " needs either a pattern or a finder");
    }
    if (score <= 0 || score > 1) {
      throw new IllegalArgumentException("score of " + entity + " is not in (0, 1]");
    }
  }
}
