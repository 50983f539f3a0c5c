package dev.plumbline.event.pane;

/**
 * Texts that were scored again with the words of one attribute swapped.
 *
 * @param tried texts
 * @param flipped those among them whose decision turned
 */
public record FlipCount(long tried, long flipped) {

  public static final FlipCount NONE = new FlipCount(0, 0);

  public FlipCount plus(FlipCount other) {
    return new FlipCount(tried + other.tried, flipped + other.flipped);
  }
}
