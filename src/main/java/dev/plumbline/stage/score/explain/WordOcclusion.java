package dev.plumbline.stage.score.explain;

import dev.plumbline.event.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Occlusion (Zeiler and Fergus 2014, of images; Li, Monroe and Jurafsky 2016, of words): the text
 * is scored again with one word left out, and the fall of the label's score is the word's effect.
 * Needs nothing of the model but its answers, and one more pass for each word. Words that only
 * matter together, or stand in for each other, show little effect each.
 */
public final class WordOcclusion {

  /** An entity that redaction has put in; a word; a sign that is a word of its own. */
  private static final Pattern WORD =
      Pattern.compile(
          "<[A-Z][A-Z_0-9]*>"
              + "|\\p{IsIdeographic}"
              + "|[\\p{L}\\p{M}\\p{N}_&&[^\\p{IsIdeographic}]]+(?:['\u2019-][\\p{L}\\p{M}\\p{N}_&&[^\\p{IsIdeographic}]]+)*");

  /** Stands for a text of which nothing is left: models take no blank ones. */
  private static final String NOTHING = ".";

  private WordOcclusion() {}

  /**
   * @param text redacted, not blank
   * @param most words that are tried, from the start
   * @param model gives one prediction for each of several texts, in order
   */
  public static TextExplanation explain(
      String text, int most, Function<List<String>, List<Prediction>> model) {
    List<MatchResult> words = WORD.matcher(text).results().limit(most + 1L).toList();
    List<MatchResult> tried = words.subList(0, Math.min(most, words.size()));
    List<String> texts = new ArrayList<>();
    texts.add(text);
    tried.forEach(word -> texts.add(without(text, word)));
    List<Prediction> predictions = model.apply(texts);
    Prediction whole = predictions.get(0);
    List<WordEffect> effects = new ArrayList<>();
    int start = 0;
    int before = 0;
    for (int i = 0; i < tried.size(); i++) {
      MatchResult word = tried.get(i);
      start += text.codePointCount(before, word.start());
      before = word.start();
      int length = word.group().codePointCount(0, word.group().length());
      double effect = score(whole, whole) - score(predictions.get(i + 1), whole);
      effects.add(new WordEffect(start, start + length, word.group(), effect));
    }
    return new TextExplanation(whole, effects, tried.size() == words.size());
  }

  private static String without(String text, MatchResult word) {
    String left = text.substring(0, word.start()) + text.substring(word.end());
    return left.isBlank() ? NOTHING : left;
  }

  /**
   * Of the label that the whole text got, or the number that a regression gives. A label that is
   * not among the few that a prediction lists counts as 0.
   */
  private static double score(Prediction prediction, Prediction whole) {
    if (whole.scores().isEmpty()) {
      return prediction.score() == null ? 0 : prediction.score();
    }
    return prediction.scores().getOrDefault(whole.label(), 0.0);
  }
}
