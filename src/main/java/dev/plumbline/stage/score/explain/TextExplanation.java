package dev.plumbline.stage.score.explain;

import dev.plumbline.event.Prediction;
import java.util.List;

/**
 * A prediction and the words it rests on.
 *
 * @param words in the order of the text
 * @param complete false when the text has more words than were tried; the rest is not among {@code
 *     words}
 */
public record TextExplanation(Prediction prediction, List<WordEffect> words, boolean complete) {

  public TextExplanation {
    words = List.copyOf(words);
  }
}
