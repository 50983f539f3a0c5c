package dev.plumbline.stage.score.counterfactual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Swaps one attribute's group words in a text. The n-th words of all lists stand for one group, so
 * every listed word of the text moves on by the same number of groups: "He told his mother" becomes
 * "She told her father". Moving on by the rest restores the text, unless a swap happens to complete
 * another listed phrase.
 *
 * <p>Words are whole words, but in scripts without spaces, and written in lower case, in capitals
 * or with a capital at the start of each word; any other writing is left alone. Placeholders such
 * as {@code <PERSON>} are no words.
 */
final class WordSwap {

  private static final String UNSPACED =
      "\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}";

  /** What a spaced script's word is made of. */
  private static final String INSIDE = "[\\p{L}\\p{M}\\p{N}_&&[^" + UNSPACED + "]]";

  private static final Pattern STARTS_UNSPACED = Pattern.compile("^[" + UNSPACED + "]");
  private static final Pattern ENDS_UNSPACED = Pattern.compile("[" + UNSPACED + "]\\p{M}*$");
  private static final Pattern FIRST_LETTERS = Pattern.compile("(?:^| )\\p{L}");

  /** A word's ways of writing, each told from the others. */
  private enum Writing {
    SMALL,
    TITLE,
    CAPITALS;

    String swap(String word) {
      return switch (this) {
        case SMALL -> word;
        case TITLE ->
            FIRST_LETTERS.matcher(word).replaceAll(first -> first.group().toUpperCase(Locale.ROOT));
        case CAPITALS -> word.toUpperCase(Locale.ROOT);
      };
    }
  }

  private record Place(List<String> list, int group, Writing writing) {
    String moved(int by) {
      return writing.swap(list.get((group + by) % list.size()));
    }
  }

  private final int groups;
  private final Map<String, Place> places = new HashMap<>();
  private final Pattern words;

  /**
   * @param lists of small letters, each of as many words; no word twice
   */
  WordSwap(List<List<String>> lists) {
    this.groups = lists.get(0).size();
    for (List<String> list : lists) {
      for (int group = 0; group < list.size(); group++) {
        for (Writing writing : Writing.values()) {
          places.putIfAbsent(writing.swap(list.get(group)), new Place(list, group, writing));
        }
      }
    }
    this.words = pattern(places);
  }

  /** How many groups the words tell apart. */
  int groups() {
    return groups;
  }

  /** The text as it would be of each other group; none when it holds no listed word. */
  List<String> variants(String text) {
    List<String> variants = new ArrayList<>();
    if (words.matcher(text).find()) {
      for (int by = 1; by < groups; by++) {
        variants.add(moved(text, by));
      }
    }
    return variants;
  }

  /** The text with every listed word moved on by so many groups. */
  String moved(String text, int by) {
    StringBuilder moved = new StringBuilder();
    int end = 0;
    for (Matcher word = words.matcher(text); word.find(); end = word.end()) {
      Place place = places.get(word.group());
      moved.append(text, end, word.start()).append(place == null ? word.group() : place.moved(by));
    }
    return moved.append(text.substring(end)).toString();
  }

  /** The longest first: "african american" before "african". */
  private static Pattern pattern(Map<String, Place> places) {
    return Pattern.compile(
        places.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(w -> w))
            .map(WordSwap::whole)
            .collect(Collectors.joining("|")));
  }

  private static String whole(String word) {
    String before = STARTS_UNSPACED.matcher(word).find() ? "" : "(?<!" + INSIDE + "|<)";
    String after = ENDS_UNSPACED.matcher(word).find() ? "" : "(?!" + INSIDE + ")";
    return before + Pattern.quote(word) + after;
  }
}
