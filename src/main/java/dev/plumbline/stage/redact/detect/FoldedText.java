package dev.plumbline.stage.redact.detect;

import java.util.Arrays;

/**
 * A text as recognizers see it: folded to plain characters, with what was already found covered.
 * Keeps where each character came from, because spans speak of the original.
 */
final class FoldedText implements CharSequence {

  /** Stands for what was found: an end of the text to everything. Folding lets no other one in. */
  static final char COVER = '\uE000';

  private final char[] chars;
  private final int length;
  private final int[] origin; // empty when nothing moved
  private final int originalLength;

  private FoldedText(char[] chars, int length, int[] origin, int originalLength) {
    this.chars = chars;
    this.length = length;
    this.origin = origin;
    this.originalLength = originalLength;
  }

  static FoldedText of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return fold(text);
      }
    }
    return new FoldedText(text.toCharArray(), text.length(), new int[0], text.length());
  }

  private static FoldedText fold(String text) {
    char[] chars = new char[text.length()];
    int[] origin = new int[text.length()];
    int length = 0;
    int codePoint;
    for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
      codePoint = text.codePointAt(i);
      int folded = Folding.fold(codePoint);
      if (folded != Folding.DROPPED) {
        origin[length] = i;
        chars[length++] = (char) folded;
      }
    }
    return new FoldedText(chars, length, origin, text.length());
  }

  /** The characters themselves, for the scan; as many as {@link #length()}. Not to be changed. */
  char[] units() {
    return chars;
  }

  boolean has(char c) {
    for (int i = 0; i < length; i++) {
      if (chars[i] == c) {
        return true;
      }
    }
    return false;
  }

  void cover(int start, int end) {
    Arrays.fill(chars, start, end, COVER);
  }

  /** The index in the original text of the character at, or of the boundary after the last. */
  int original(int index) {
    if (origin.length == 0) {
      return index;
    }
    return index < length ? origin[index] : originalLength;
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
