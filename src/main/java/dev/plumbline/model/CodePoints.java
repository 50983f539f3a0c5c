package dev.plumbline.model;

/** Turns rising code point positions of a text into UTF-16 indices, in one pass. */
final class CodePoints {

  private final String text;
  private int codePoint;
  private int unit;

  CodePoints(String text) {
    this.text = text;
  }

  /**
   * @param position of a code point; a position before the last one asked for is found from there
   */
  int index(int position) {
    unit = text.offsetByCodePoints(unit, position - codePoint);
    codePoint = position;
    return unit;
  }
}
