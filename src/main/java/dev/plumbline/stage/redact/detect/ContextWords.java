package dev.plumbline.stage.redact.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All recognizers' context words in one trie, so that one walk finds whose words stand near. Words
 * are whole, a plural {@code s} aside, and may be phrases; {@code passportNumber} is two. In
 * scripts without spaces a word is found wherever it stands.
 */
final class ContextWords {

  static final int NONE = -1;
  private static final int ROOT = 0;
  private static final int[] NOBODY = {};

  private final Map<Set<String>, Integer> numbers = new HashMap<>();
  private final Map<Integer, Integer> children = new HashMap<>();
  private int[] keys = {0};
  private int[] nodes = {0};
  private final List<int[]> ending = new ArrayList<>(List.of(NOBODY));

  /** The number of a set of words; the same for the same set. */
  int number(Set<String> words) {
    if (words.isEmpty()) {
      return NONE;
    }
    Integer known = numbers.get(words);
    if (known == null) {
      known = numbers.size();
      numbers.put(Set.copyOf(words), known);
      for (String word : words) {
        add(word, known);
      }
    }
    return known;
  }

  int size() {
    return numbers.size();
  }

  private void add(String word, int number) {
    String plain = word.toLowerCase(Locale.ROOT);
    int node = ROOT;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      node = children.computeIfAbsent(key(node, isPart(c) ? c : ' '), key -> newNode());
    }
    int[] before = ending.get(node);
    int[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = number;
    ending.set(node, after);
  }

  /** After the last word: the trie's branches as one open hash table, which no look-up boxes. */
  void freeze() {
    int size = Integer.highestOneBit(4 * children.size() + 1) * 2;
    keys = new int[size];
    nodes = new int[size];
    children.forEach(
        (key, node) -> {
          int at = slot(key);
          while (nodes[at] != 0) {
            at = at + 1 & keys.length - 1;
          }
          keys[at] = key;
          nodes[at] = node;
        });
  }

  private int slot(int key) {
    int mixed = key * 0x9E3779B9;
    return (mixed ^ mixed >>> 15) & keys.length - 1;
  }

  /** The node behind the branch; 0, the root, when there is none. */
  private int child(int node, char c) {
    int key = key(node, c);
    int at = slot(key);
    while (nodes[at] != 0) {
      if (keys[at] == key) {
        return nodes[at];
      }
      at = at + 1 & keys.length - 1;
    }
    return ROOT;
  }

  private int newNode() {
    ending.add(NOBODY);
    return ending.size() - 1;
  }

  private static int key(int node, char c) {
    return node << 16 | c;
  }

  private static boolean isPart(char c) {
    return Chars.isWordOfAnyScript(c);
  }

  /** What is told of each word found. */
  interface Sink {
    void found(int number, int start, int end);
  }

  /** The words within {@code from} to {@code to}. */
  void find(char[] text, int from, int to, Sink sink) {
    for (int at = from; at < to; at++) {
      if (isPart(text[at]) && begins(text, at)) {
        walk(text, at, to, sink);
      }
    }
  }

  private void walk(char[] text, int start, int to, Sink sink) {
    int node = ROOT;
    int at = start;
    while (at < to) {
      node = child(node, plain(text[at]));
      if (node == ROOT) {
        return;
      }
      at = isPart(text[at]) ? at + 1 : nextWord(text, at, to);
      int[] numbers = ending.get(node);
      if (numbers.length > 0 && ends(text, at, to)) {
        for (int number : numbers) {
          sink.found(number, start, at);
        }
      }
    }
  }

  private static char plain(char c) {
    if (!isPart(c)) {
      return c == FoldedText.COVER ? c : ' ';
    }
    return c < 0x80 ? (char) (c >= 'A' && c <= 'Z' ? c + 32 : c) : Character.toLowerCase(c);
  }

  /** Up to three characters, {@code ", "} or {@code " - "}, part the words of a phrase. */
  private static int nextWord(char[] text, int at, int to) {
    int next = at + 1;
    while (next < to && next < at + 3 && !isPart(text[next]) && text[next] != FoldedText.COVER) {
      next++;
    }
    return next;
  }

  private static boolean begins(char[] text, int at) {
    return at == 0
        || Chars.is(text[at], Chars.UNSPACED)
        || !Chars.isWord(text[at - 1])
        || isHump(text, at);
  }

  private static boolean ends(char[] text, int at, int to) {
    if (at >= to || Chars.is(text[at - 1], Chars.UNSPACED) || !Chars.isWord(text[at])) {
      return true;
    }
    boolean plural = text[at] == 's' && (at + 1 == to || !Chars.isWord(text[at + 1]));
    return plural || isHump(text, at);
  }

  /** As in {@code passportNumber}. */
  private static boolean isHump(char[] text, int at) {
    return Chars.is(text[at], Chars.UPPER) && !Chars.is(text[at - 1], Chars.UPPER | Chars.DIGIT);
  }
}
