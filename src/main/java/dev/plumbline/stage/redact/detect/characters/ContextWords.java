package dev.plumbline.stage.redact.detect.characters;

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
public final class ContextWords {

  public static final int NONE = -1;
  private static final int ROOT = 0;
  private static final int[] NOBODY = {};

  /** In a branch: a word ends behind it. */
  private static final int ENDING = 1 << 30;

  private final Map<Set<String>, Integer> numbers = new HashMap<>();
  private final List<Map<Character, Integer>> branches = new ArrayList<>(List.of(new HashMap<>()));
  private final List<int[]> ending = new ArrayList<>(List.of(NOBODY));

  /** Characters that no word tells apart share a class; class 0 is in no word. */
  private final char[] classOf = new char[1 << 16];

  private int classes;

  /** By node and class the branch, which is the node behind it; the root when there is none. */
  private int[] next = {};

  /** The number of a set of words; the same for the same set. */
  public int number(Set<String> words) {
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

  private void add(String word, int number) {
    String plain = word.toLowerCase(Locale.ROOT);
    int node = ROOT;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      node = branches.get(node).computeIfAbsent(isPart(c) ? c : ' ', key -> newNode());
    }
    int[] before = ending.get(node);
    int[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = number;
    ending.set(node, after);
  }

  /** After the last word: the trie as one table, where a step is one look. */
  public void freeze() {
    Map<Character, Integer> numbered = new HashMap<>();
    branches.forEach(
        node -> node.keySet().forEach(c -> numbered.putIfAbsent(c, numbered.size() + 1)));
    for (int c = 0; c < classOf.length; c++) {
      classOf[c] = (char) (int) numbered.getOrDefault(plain((char) c), 0);
    }
    classes = numbered.size() + 1;
    next = new int[branches.size() * classes];
    for (int node = 0; node < branches.size(); node++) {
      int row = node * classes;
      branches.get(node).forEach((c, child) -> next[row + classOf[c]] = branch(child));
    }
  }

  private int branch(int node) {
    return ending.get(node).length == 0 ? node : node | ENDING;
  }

  private int newNode() {
    branches.add(new HashMap<>());
    ending.add(NOBODY);
    return ending.size() - 1;
  }

  private static boolean isPart(char c) {
    return CharacterClasses.isWordOfAnyScript(c);
  }

  /** What is told of each word found. */
  interface Sink {
    void found(int number, int start, int end);
  }

  /** The words within {@code from} to {@code to}. */
  void find(char[] text, int from, int to, Sink sink) {
    for (int at = from; at < to; at++) {
      if (next[classOf[text[at]]] != ROOT && isPart(text[at]) && begins(text, at)) {
        walk(text, at, to, sink);
      }
    }
  }

  private void walk(char[] text, int start, int to, Sink sink) {
    int node = ROOT;
    int at = start;
    while (at < to) {
      int branch = next[node * classes + classOf[text[at]]];
      if (branch == ROOT) {
        return;
      }
      at = isPart(text[at]) ? at + 1 : nextWord(text, at, to);
      node = branch & ~ENDING;
      if (node != branch && ends(text, at, to)) {
        for (int number : ending.get(node)) {
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
        || CharacterClasses.is(text[at], CharacterClasses.UNSPACED)
        || !CharacterClasses.isWord(text[at - 1])
        || isHump(text, at);
  }

  private static boolean ends(char[] text, int at, int to) {
    if (at >= to
        || CharacterClasses.is(text[at - 1], CharacterClasses.UNSPACED)
        || !CharacterClasses.isWord(text[at])) {
      return true;
    }
    boolean plural = text[at] == 's' && (at + 1 == to || !CharacterClasses.isWord(text[at + 1]));
    return plural || isHump(text, at);
  }

  /** As in {@code passportNumber}. */
  private static boolean isHump(char[] text, int at) {
    return CharacterClasses.is(text[at], CharacterClasses.UPPER)
        && !CharacterClasses.is(text[at - 1], CharacterClasses.UPPER | CharacterClasses.DIGIT);
  }
}
