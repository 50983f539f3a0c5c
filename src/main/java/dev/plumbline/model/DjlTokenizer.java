package dev.plumbline.model;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** The model's own tokenizer; what its file says of padding and truncation is overridden. */
public final class DjlTokenizer implements AutoCloseable {

  private final HuggingFaceTokenizer tokenizer;
  private final int maxTokens;
  private final long padToken;
  private final long unknownToken;

  public DjlTokenizer(ModelFolder folder) {
    this.maxTokens = folder.maxTokens();
    this.padToken = folder.padToken();
    this.unknownToken = folder.unknownToken();
    try {
      this.tokenizer =
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(folder.path().resolve(ModelFolder.TOKENIZER))
              .optPadding(false)
              .optTruncation(true)
              .optMaxLength(maxTokens)
              .build();
    } catch (IOException | RuntimeException e) {
      throw new ModelException(
          folder.path().resolve(ModelFolder.TOKENIZER) + " is not a tokenizer that DJL can read",
          e);
    }
  }

  /**
   * The padded batch, and for each text whether it was longer than the model takes and which share
   * of its tokens the tokenizer does not know.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Tokens(TokenBatch batch, boolean[] truncated, double[] unknownRates) {}

  public Tokens encode(List<String> texts) {
    String[] prepared =
        texts.stream().map(text -> ModelText.prepare(text, maxTokens)).toArray(String[]::new);
    Encoding[] encodings = tokenizer.batchEncode(prepared);
    boolean[] truncated = new boolean[encodings.length];
    double[] unknownRates = new double[encodings.length];
    for (int i = 0; i < encodings.length; i++) {
      truncated[i] = encodings[i].exceedMaxLength() || ModelText.isTooLong(texts.get(i), maxTokens);
      unknownRates[i] = unknownRate(encodings[i]);
    }
    List<long[]> ids = Arrays.stream(encodings).map(Encoding::getIds).toList();
    return new Tokens(TokenBatch.pad(ids, padToken, maxTokens), truncated, unknownRates);
  }

  /** Of the text's own tokens; those that frame it do not count. */
  private double unknownRate(Encoding encoding) {
    long[] ids = encoding.getIds();
    long[] frame = encoding.getSpecialTokenMask();
    int own = 0;
    int unknown = 0;
    for (int i = 0; i < ids.length; i++) {
      if (frame[i] == 0) {
        own++;
        unknown += ids[i] == unknownToken ? 1 : 0;
      }
    }
    return own == 0 ? 0 : (double) unknown / own;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
