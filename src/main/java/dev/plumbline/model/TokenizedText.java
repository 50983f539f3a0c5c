package dev.plumbline.model;

/**
 * A text's tokens in order, special ones included, however many there are.
 *
 * @param ids of the vocabulary
 * @param special 1 for a token that the tokenizer added, else 0
 * @param starts first UTF-16 index in the text; of no meaning for special tokens
 * @param ends index after the last
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TokenizedText(long[] ids, long[] special, int[] starts, int[] ends) {

  public int length() {
    return ids.length;
  }

  public boolean isSpecial(int token) {
    return special[token] == 1;
  }
}
