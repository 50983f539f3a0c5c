package dev.plumbline.stage.redact.text;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers of one message's tokens, by entity, in order of first appearance. Lives as long as
 * the message, so the same number in two messages means nothing.
 */
public final class TokenNumbering {

  /** A row of more digits could be data of its own. */
  private static final int LARGEST = 9_999;

  private static final Pattern TOKEN = Pattern.compile("<([A-Z][A-Z_]{1,39}_\\d{1,4})>");

  private final Map<String, Map<String, Integer>> byEntity = new HashMap<>();
  private final Map<String, Integer> last = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** Leaves out the numbers that stand in a text already: they mean someone else. */
  public void reserve(String text) {
    if (text.indexOf('<') >= 0) {
      Matcher matcher = TOKEN.matcher(text);
      while (matcher.find()) {
        taken.add(matcher.group(1));
      }
    }
  }

  /** The value's number; none when a message has more values than tokens have numbers. */
  OptionalInt number(String entity, String value) {
    Map<String, Integer> numbers = byEntity.computeIfAbsent(entity, name -> new HashMap<>());
    Integer known = numbers.get(value);
    if (known != null) {
      return OptionalInt.of(known);
    }
    int next = last.getOrDefault(entity, 0) + 1;
    while (taken.contains(entity + "_" + next)) {
      next++;
    }
    if (next > LARGEST) {
      return OptionalInt.empty();
    }
    last.put(entity, next);
    numbers.put(value, next);
    return OptionalInt.of(next);
  }
}
