package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.ScoringPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * The {@code ethics.counterfactual} section: lists of words that stand for each other. What would
 * make a swap ambiguous is refused: a word in two lists, or one whose case cannot be told.
 */
final class CounterfactualReader {

  private static final int MOST_WORDS = 16;
  private static final double USUAL_SAMPLE = 0.01;

  private CounterfactualReader() {}

  static EthicsPolicy.Counterfactual read(ConfigSection ethics, ScoringPolicy scoring) {
    if (!ethics.has("counterfactual")) {
      return EthicsPolicy.Counterfactual.NONE;
    }
    try (ConfigSection section = ethics.section("counterfactual");
        ConfigSection words = section.section("words")) {
      if (scoring.source() != ScoringPolicy.Source.MODEL) {
        ethics.problem(
            "counterfactual", "ethics.counterfactual needs scoring.source: model, to ask it again");
      }
      Map<String, List<List<String>>> lists = new LinkedHashMap<>();
      for (String attribute : words.entries()) {
        lists.put(attribute, lists(words, attribute));
      }
      if (lists.isEmpty()) {
        section.problem("words", "ethics.counterfactual.words is missing: the words to swap");
      }
      return new EthicsPolicy.Counterfactual(section.number("sample", USUAL_SAMPLE, 0, 1), lists);
    }
  }

  private static List<List<String>> lists(ConfigSection words, String attribute) {
    List<List<String>> lists = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Node item : words.items(attribute)) {
      if (!(item instanceof SequenceNode sequence)
          || sequence.getValue().size() < 2
          || sequence.getValue().size() > MOST_WORDS) {
        words
            .problems()
            .add(item, "a list of words must hold 2 to %d, one a group".formatted(MOST_WORDS));
        continue;
      }
      List<String> list = new ArrayList<>();
      sequence.getValue().forEach(node -> list.add(word(words, node, attribute, seen)));
      if (!lists.isEmpty() && lists.get(0).size() != list.size()) {
        words
            .problems()
            .add(item, "every list of '%s' must hold as many words".formatted(attribute));
      }
      lists.add(list);
    }
    return lists;
  }

  private static String word(ConfigSection words, Node node, String attribute, Set<String> seen) {
    String word = words.word(node, attribute).toLowerCase(Locale.ROOT);
    if (!word.matches("[\\p{L}\\p{M}]+(?:[ '’-][\\p{L}\\p{M}]+)*")) {
      words.problems().add(node, "'%s' must be letters, in one or more words".formatted(word));
    } else if (!told(word)) {
      words.problems().add(node, "'%s' is too short to tell its capitals".formatted(word));
    } else if (!seen.add(word)) {
      words.problems().add(node, "'%s' is listed twice for '%s'".formatted(word, attribute));
    }
    return word;
  }

  /** Scripts without capitals, or words whose capitals lead back to them. */
  private static boolean told(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return upper.equals(word)
        || (word.codePointCount(0, word.length()) > 1
            && upper.toLowerCase(Locale.ROOT).equals(word));
  }
}
