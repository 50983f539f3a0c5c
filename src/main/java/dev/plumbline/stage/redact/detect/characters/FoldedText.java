package dev.plumbline.stage.redact.detect.characters;

import java.util.Arrays;

/**
 * A text as recognizers see it: folded to plain characters, with what was already found covered.
 * Keeps where each character came from, because spans speak of the original.
 */
public final class FoldedText implements CharSequence {

  /** Stands for what was found: an end of the text to everything. Folding lets no other one in. */
  static final char COVER = '\uE000';

  private static final int[] UNMOVED = {};

  private final char[] chars;
  private final int length;
  private final int[] origin;
  private final boolean plain;

  private FoldedText(char[] chars, int length, int[] origin, boolean plain) {
    this.chars = chars;
    this.length = length;
    this.origin = origin;
    this.plain = plain;
  }

  public static FoldedText of(String text) {
    char[] chars = text.toCharArray();
    int plain = CharacterFolding.plainUntil(chars);
    return plain == chars.length
        ? new FoldedText(chars, chars.length, UNMOVED, true)
        : fold(chars, plain);
  }

  /** In place: folding never makes more of a character than it was. */
  private static FoldedText fold(char[] chars, int plain) {
    int[] origin = UNMOVED;
    int length = plain;
    int size;
    for (int i = plain; i < chars.length; i += size) {
      int codePoint = Character.codePointAt(chars, i);
      int folded = CharacterFolding.fold(codePoint);
      size = Character.charCount(codePoint);
      if (origin.length == 0 && (folded == CharacterFolding.DROPPED || size > 1)) {
        origin = new int[chars.length];
        Arrays.setAll(origin, index -> index);
      }
      if (folded != CharacterFolding.DROPPED) {
        if (origin.length > 0) {
          origin[length] = i;
        }
        chars[length++] = (char) folded;
      }
    }
    return new FoldedText(chars, length, origin, false);
  }

  /** Whether nothing was folded. */
  public boolean isPlain() {
    return plain;
  }

  /** The characters themselves, for the scan; as many as {@link #length()}. Not to be changed. */
  public char[] units() {
    return chars;
  }

  public void cover(int start, int end) {
    Arrays.fill(chars, start, end, COVER);
  }

  /** The index in the original text of the character at, or of the boundary after the last. */
  public int original(int index) {
    if (origin.length == 0) {
      return index;
    }
    return index < length ? origin[index] : chars.length;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return chars[index];
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new String(chars, start, end - start);
  }

  @Override
  public String toString() {
    return new String(chars, 0, length);
  }
}
