package dev.plumbline.model;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a module must stand before it serves: the largest token id of its tokenizer, the longest
 * text, and batches of another size than the first. Each would else fail at some record, days
 * later.
 */
public final class ModelTrial {

  /** Attention over longer rows takes gigabytes, only to look at position embeddings. */
  private static final int LONGEST = 1024;

  private static final int OTHER_ROWS = 5;

  private ModelTrial() {}

  /**
   * @param sample of some tokens
   * @throws ModelException naming the file that does not fit
   */
  public static void run(ModelFolder folder, DjlNetwork network, TokenBatch sample) {
    long[] tokens = Arrays.copyOf(sample.ids(), sample.width());
    attempt(
        network,
        repeated(tokens, OTHER_ROWS),
        "%s runs with two texts but not with %d; trace it so that it takes any batch size"
            .formatted(folder.module(), OTHER_ROWS));
    long[] largest = tokens.clone();
    largest[0] = folder.vocabulary().largest();
    attempt(network, repeated(largest, 1), smallVocabulary(folder));
    int longest = Math.min(LONGEST, folder.maxTokens());
    long[] text = new long[longest];
    Arrays.setAll(text, i -> tokens[i % tokens.length]);
    attempt(
        network,
        repeated(text, 1),
        "%s fails on %d tokens: max_position_embeddings in %s is more than it takes; mend it, or set maxLength in %s"
            .formatted(folder.module(), longest, ModelFolder.CONFIG, ServingProperties.FILE));
  }

  /** The ids of the sample itself may be beyond the embedding. */
  static ModelException smallEmbedding(ModelFolder folder, Throwable cause) {
    return new ModelException(smallVocabulary(folder), cause);
  }

  private static String smallVocabulary(ModelFolder folder) {
    return "%s fails on token ids up to %d of %s: its embedding is smaller than the vocabulary; export both from one place"
        .formatted(folder.module(), folder.vocabulary().largest(), ModelFolder.TOKENIZER);
  }

  private static TokenBatch repeated(long[] tokens, int rows) {
    List<long[]> texts = Collections.nCopies(rows, tokens);
    return TokenBatch.pad(texts, tokens[0], tokens.length).steady();
  }

  private static void attempt(DjlNetwork network, TokenBatch batch, String failure) {
    long rows;
    try {
      rows = network.forward(batch).shape()[0];
    } catch (RuntimeException e) {
      throw new ModelException(failure, e);
    }
    if (rows != batch.rows()) {
      throw new ModelException(failure);
    }
  }
}
