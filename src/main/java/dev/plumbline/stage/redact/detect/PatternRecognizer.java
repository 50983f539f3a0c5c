package dev.plumbline.stage.redact.detect;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pattern and the validator that has the last word. A refused match is retried one character
 * further on, so a good one that begins inside a bad one is not lost.
 *
 * @param score confidence without context; {@link Context#BOOST} is added with it
 */
record PatternRecognizer(
    String entity,
    Trigger trigger,
    Pattern pattern,
    Validator validator,
    double score,
    Context context)
    implements Recognizer {

  @Override
  public void find(FoldedText text, List<Detection> found) {
    Matcher matcher = pattern.matcher(text);
    int from = 0;
    while (from < text.length() && matcher.find(from)) {
      int start = matcher.start();
      int end = validator.accept(text, start, matcher.end());
      if (end > start) {
        found.add(new Detection(entity, start, end, score(text, start, end)));
        from = end;
      } else {
        from = start + 1;
      }
    }
  }

  private double score(FoldedText text, int start, int end) {
    return score < 1 && context.near(text, start, end) ? Math.min(1, score + Context.BOOST) : score;
  }
}
