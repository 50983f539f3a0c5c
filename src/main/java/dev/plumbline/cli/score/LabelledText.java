package dev.plumbline.cli.score;

import org.jspecify.annotations.Nullable;

/**
 * One line of input to {@code plumbline score}.
 *
 * @param id the line's own, or its number
 * @param label the right answer, if known
 */
public record LabelledText(String id, String text, @Nullable String label) {
  public LabelledText {
    if (text.isBlank()) {
      throw new IllegalArgumentException("text is blank");
    }
  }
}
