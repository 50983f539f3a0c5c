package dev.plumbline.stage.redact.detect;

import dev.plumbline.stage.redact.detect.characters.FoldedText;
import dev.plumbline.stage.redact.detect.finder.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What redaction leaves behind, which must not be found again: {@code <ENTITY>}, {@code
 * <ENTITY_1>}, {@code <ENTITY:hash>} and {@code <ENTITY:enc:LETTERS>}, whose letters begin as
 * Tink's ciphertexts do. A hash that holds a long row of digits is not one of ours (see {@link
 * #isSafe(String)}), and a number has four digits at most, so nobody can pass a card number as a
 * placeholder.
 */
public final class RedactionPlaceholders {

  private static final int LONGEST_DIGITS = 6;
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "<[A-Z][A-Z_]{1,39}+(?:(?<=_)\\d{1,4}+|:([0-9a-f]{16}+)|:enc:A[E-H][A-Za-f]{32,}+)?+>");
  private static final Pattern LONG_NUMBER = Pattern.compile("\\d{" + (LONGEST_DIGITS + 1) + "}");

  private RedactionPlaceholders() {}

  /** Whether a hash has no row of digits that could be taken for a number. */
  public static boolean isSafe(String hash) {
    return !LONG_NUMBER.matcher(hash).find();
  }

  static void cover(FoldedText text) {
    in(text).forEach(found -> text.cover(found.start(), found.end()));
  }

  /** Where they stand. */
  static List<Detection> in(CharSequence text) {
    List<Detection> found = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int at = 0;
    while (at < text.length()) {
      // Where none can begin, no attempt to match.
      if (text.charAt(at) != '<' || !matcher.region(at, text.length()).lookingAt()) {
        at++;
        continue;
      }
      String hash = matcher.group(1);
      if (hash == null || isSafe(hash)) {
        found.add(new Detection("PLACEHOLDER", at, matcher.end(), 1));
      }
      at = matcher.end();
    }
    return found;
  }
}
