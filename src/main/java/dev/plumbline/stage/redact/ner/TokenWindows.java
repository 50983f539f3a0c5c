package dev.plumbline.stage.redact.ner;

import dev.plumbline.model.TokenizedText;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text's tokens into overlapping stretches that a model takes at once. Of two stretches that
 * hold a token, the one decides in which it stands further from the cut, so that no name is judged
 * by half of its sentence.
 */
final class TokenWindows {

  /**
   * @param ids special tokens included
   * @param from first token that it decides
   * @param to token after the last that it decides
   * @param shift where the row of token 0 would be: the row of token i is {@code i - shift}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Window(int text, long[] ids, int from, int to, int shift) {}

  private final int maxTokens;

  TokenWindows(int maxTokens) {
    this.maxTokens = maxTokens;
  }

  /**
   * @param index kept in the windows: the text's place among others
   */
  List<Window> cut(int index, TokenizedText tokens) {
    int head = 0;
    int tail = tokens.length();
    while (head < tail && tokens.isSpecial(head)) {
      head++;
    }
    while (tail > head && tokens.isSpecial(tail - 1)) {
      tail--;
    }
    int room = maxTokens - head - (tokens.length() - tail);
    int overlap = room / 4;
    List<Window> windows = new ArrayList<>();
    int decided = head;
    for (int from = head; decided < tail; from += room - overlap) {
      int to = Math.min(tail, from + room);
      int decides = to == tail ? tail : to - overlap / 2;
      windows.add(
          new Window(index, ids(tokens, head, from, to, tail), decided, decides, from - head));
      decided = decides;
    }
    return windows;
  }

  private static long[] ids(TokenizedText tokens, int head, int from, int to, int tail) {
    int end = tokens.length() - tail;
    long[] ids = new long[head + to - from + end];
    System.arraycopy(tokens.ids(), 0, ids, 0, head);
    System.arraycopy(tokens.ids(), from, ids, head, to - from);
    System.arraycopy(tokens.ids(), tail, ids, head + to - from, end);
    return ids;
  }
}
