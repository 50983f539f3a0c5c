package dev.plumbline.cli.canary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for many texts in many bytes: as they are, escaped in JSON, in capitals or not, with
 * separators in between or without, and in base64 at each of its three alignments.
 */
public final class Planted {

  /** Shorter ones would be found by chance when separators are ignored. */
  private static final int SHORTEST_FOLDED = 9;

  private final Needles plain = new Needles();
  private final Needles folded = new Needles();
  private final List<String> tooShort = new ArrayList<>();
  private final Set<String> searched = new HashSet<>();

  public Planted(Collection<String> texts) {
    for (String text : new HashSet<>(texts)) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length < Needles.WINDOW) {
        tooShort.add(text);
        continue;
      }
      plain.add(bytes, text);
      searched.add(text);
      byte[] fold = CanaryFolding.fold(bytes);
      if (fold.length >= SHORTEST_FOLDED) {
        folded.add(fold, text);
        for (int alignment = 0; alignment < 3; alignment++) {
          plain.add(base64(bytes, alignment), text);
        }
      } else {
        tooShort.add(text);
      }
    }
  }

  /** Those that are looked for, at least as they are. */
  public Set<String> searched() {
    return searched;
  }

  /** Those that are looked for as they are, if at all, and in no disguise. */
  public List<String> tooShort() {
    return tooShort;
  }

  public boolean in(byte[] bytes) {
    return !found(bytes).isEmpty();
  }

  /** The texts that are there. */
  public Set<String> found(byte[] bytes) {
    Set<String> found = new HashSet<>();
    plain.search(bytes, found);
    folded.search(CanaryFolding.fold(bytes), found);
    return found;
  }

  /** The characters of base64 that depend on these bytes alone, after some others. */
  private static byte[] base64(byte[] bytes, int alignment) {
    byte[] shifted = new byte[alignment + bytes.length];
    System.arraycopy(bytes, 0, shifted, alignment, bytes.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int from = (alignment * 8 + 5) / 6;
    int to = shifted.length * 8 / 6;
    return encoded.substring(from, to).getBytes(StandardCharsets.US_ASCII);
  }
}
