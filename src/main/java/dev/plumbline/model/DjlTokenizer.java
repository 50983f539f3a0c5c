package dev.plumbline.model;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The model's own tokenizer; what its file says of padding and truncation is overridden. */
public final class DjlTokenizer implements AutoCloseable {

  private final HuggingFaceTokenizer tokenizer;
  private final int maxTokens;
  private final int leastTokens;
  private final Vocabulary vocabulary;

  /** One whose {@link #encode} cuts texts to what the model takes. */
  public DjlTokenizer(ModelFolder folder) {
    this(folder, true);
  }

  /**
   * @param truncate false for {@link #tokenize}, which needs every token
   */
  public DjlTokenizer(ModelFolder folder, boolean truncate) {
    this.maxTokens = folder.maxTokens();
    this.leastTokens = folder.serving().padToMaximum() ? maxTokens : 0;
    this.vocabulary = folder.vocabulary();
    try {
      this.tokenizer =
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(folder.path().resolve(ModelFolder.TOKENIZER))
              .optPadding(false)
              .optAddSpecialTokens(folder.serving().specialTokens())
              .optDoLowerCase(folder.serving().lowerCase())
              .optTruncation(truncate)
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
    return new Tokens(pad(ids), truncated, unknownRates);
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
        unknown += ids[i] == vocabulary.unknown() ? 1 : 0;
      }
    }
    return own == 0 ? 0 : (double) unknown / own;
  }

  /** The tokens of whole texts and where they stand in them. */
  public List<TokenizedText> tokenize(List<String> texts) {
    String[] prepared = texts.stream().map(ModelText::prepare).toArray(String[]::new);
    Encoding[] encodings = tokenizer.batchEncode(prepared);
    return IntStream.range(0, prepared.length)
        .mapToObj(i -> tokenized(prepared[i], encodings[i]))
        .toList();
  }

  private static TokenizedText tokenized(String text, Encoding encoding) {
    CharSpan[] spans = encoding.getCharTokenSpans();
    int[] starts = new int[spans.length];
    int[] ends = new int[spans.length];
    CodePoints units = new CodePoints(text);
    for (int token = 0; token < spans.length; token++) {
      if (spans[token] != null) {
        starts[token] = units.index(spans[token].getStart());
        ends[token] = units.index(spans[token].getEnd());
      }
    }
    return new TokenizedText(encoding.getIds(), encoding.getSpecialTokenMask(), starts, ends);
  }

  /** Rows padded as {@link #encode} pads them. */
  public TokenBatch pad(List<long[]> rows) {
    return TokenBatch.pad(rows, vocabulary.pad(), maxTokens, leastTokens);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
