package dev.plumbline.stage.redact.ner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.model.TokenizedText;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenWindowsTest {

  private static final int MAX = 16;
  private static final long HEAD = 101;
  private static final long TAIL = 102;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 13, 14, 15, 16, 27, 28, 100, 1000})
  void shouldDecideEveryTokenOnceWhenTextHasAnyLength(int length) {
    // When
    List<TokenWindows.Window> windows = new TokenWindows(MAX).cut(3, tokens(length));

    // Then
    int[] decided = windows.stream().flatMapToInt(w -> IntStream.range(w.from(), w.to())).toArray();
    assertThat(decided).isEqualTo(IntStream.rangeClosed(1, length).toArray());
    assertThat(windows).allMatch(w -> w.text() == 3 && w.ids().length <= MAX);
  }

  @Test
  void shouldFrameEachWindowWhenTheTokenizerAddsSpecialTokens() {
    // When
    List<TokenWindows.Window> windows = new TokenWindows(MAX).cut(0, tokens(40));

    // Then
    assertThat(windows)
        .allMatch(w -> w.ids()[0] == HEAD && w.ids()[w.ids().length - 1] == TAIL)
        .allSatisfy(
            w ->
                IntStream.range(w.from(), w.to())
                    .forEach(token -> assertThat(w.ids()[token - w.shift()]).isEqualTo(token)));
  }

  @Test
  void shouldShowNeighboursOnBothSidesWhenATokenIsNearACut() {
    // When
    List<TokenWindows.Window> windows = new TokenWindows(MAX).cut(0, tokens(40));

    // Then: but for the text's own ends, a window decides nothing at its very edge
    assertThat(windows).hasSizeGreaterThan(2);
    for (TokenWindows.Window window : windows.subList(1, windows.size() - 1)) {
      assertThat(window.from() - window.shift()).isGreaterThan(1);
      assertThat(window.to() - window.shift()).isLessThan(window.ids().length - 1);
    }
  }

  /** Ids are the tokens' places, so that one can be told from another. */
  private static TokenizedText tokens(int length) {
    long[] ids = IntStream.rangeClosed(0, length + 1).asLongStream().toArray();
    ids[0] = HEAD;
    ids[length + 1] = TAIL;
    long[] special = new long[ids.length];
    special[0] = 1;
    special[length + 1] = 1;
    int[] places = new int[ids.length];
    Arrays.fill(places, 1);
    return new TokenizedText(ids, special, places, places);
  }
}
