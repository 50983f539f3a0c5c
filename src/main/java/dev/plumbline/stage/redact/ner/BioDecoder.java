package dev.plumbline.stage.redact.ner;

import dev.plumbline.model.Softmax;
import dev.plumbline.model.TokenizedText;
import dev.plumbline.stage.redact.detect.finder.Detection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From one row of logits per token to spans. A word takes the label of its first token; an
 * inside-label that follows nothing begins a span, as models say it that lost a beginning. A span's
 * score is the mean, over its words, of the probability of its entity.
 */
final class BioDecoder {

  /** Below it a span is little more than a guess, and more often wrong than right. */
  private static final double LEAST_SCORE = 0.6;

  private final BioLabels labels;

  BioDecoder(BioLabels labels) {
    this.labels = labels;
  }

  /**
   * @param logits by token; those of special tokens are not looked at
   */
  List<Detection> decode(String text, TokenizedText tokens, float[][] logits) {
    List<Detection> found = new ArrayList<>();
    @Nullable Open open = null;
    for (TokenWords.Word word : TokenWords.of(text, tokens)) {
      double[] probabilities = Softmax.of(logits[word.token()]);
      BioLabels.Meaning meaning = labels.meaningOf(best(probabilities));
      String entity = meaning.entity();
      if (open != null && (meaning.begins() || !open.entity.equals(entity))) {
        found.add(open.close(text));
        open = null;
      }
      if (entity != null) {
        open = open == null ? new Open(entity, word.start()) : open;
        open.add(word, sum(probabilities, entity));
      }
    }
    if (open != null) {
      found.add(open.close(text));
    }
    found.removeIf(span -> span.score() < LEAST_SCORE);
    return List.copyOf(found);
  }

  private double sum(double[] probabilities, String entity) {
    double sum = 0;
    for (int label = 0; label < probabilities.length; label++) {
      if (entity.equals(labels.meaningOf(label).entity())) {
        sum += probabilities[label];
      }
    }
    return sum;
  }

  private static int best(double[] probabilities) {
    int best = 0;
    for (int label = 1; label < probabilities.length; label++) {
      best = probabilities[label] > probabilities[best] ? label : best;
    }
    return best;
  }

  /** A span that may go on. */
  private static final class Open {
    private final String entity;
    private final int start;
    private int end;
    private int words;
    private double score;

    Open(String entity, int start) {
      this.entity = entity;
      this.start = start;
    }

    void add(TokenWords.Word word, double probability) {
      end = word.end();
      words++;
      score += probability;
    }

    /** Some tokenizers count the space before a word as its own. */
    Detection close(String text) {
      int from = start;
      while (from < end - 1 && Character.isWhitespace(text.charAt(from))) {
        from++;
      }
      return new Detection(entity, from, end, Math.min(1, score / words));
    }
  }
}
