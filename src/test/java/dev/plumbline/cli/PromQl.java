package dev.plumbline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics and labels that the checked-in PromQL asks for, and those that a scrape has. */
final class PromQl {

  private static final Pattern SELECTOR =
      Pattern.compile("([a-zA-Z_:][\\w:]*+)\\s*+(?:\\{([^}]*)\\})?+(?!\\s*\\()");
  private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

  private PromQl() {}

  /** Every expression of the dashboards, their variables and the alert rules. */
  static List<String> expressions() throws IOException {
    List<String> expressions = new ArrayList<>();
    JsonNode dashboard =
        new ObjectMapper().readTree(Path.of("grafana/dashboards/plumbline.json").toFile());
    dashboard.findValues("expr").forEach(expr -> expressions.add(expr.asText()));
    for (JsonNode variable : dashboard.at("/templating/list")) {
      String query = variable.path("definition").asText();
      if (query.startsWith("label_values(")) {
        expressions.add(query.replaceAll("label_values\\((\\w+), (\\w+)\\)", "$1{$2=\"\"}"));
      }
    }
    JsonNode rules =
        new ObjectMapper(new YAMLFactory())
            .readTree(Path.of("grafana/prometheus/alerts.yml").toFile());
    rules.findValues("expr").forEach(expr -> expressions.add(expr.asText()));
    return expressions;
  }

  /** Metric names to the labels that the expression matches on. */
  static Map<String, Set<String>> asked(String expression) {
    String plain =
        GROUPING
            .matcher(expression.replaceAll("\"[^\"]*\"", "\"\""))
            .replaceAll(" ")
            .replaceAll("\\[[^\\]]*\\]", " ");
    Map<String, Set<String>> asked = new TreeMap<>();
    Matcher selectors = SELECTOR.matcher(plain);
    while (selectors.find()) {
      boolean number =
          selectors.start() > 0 && Character.isDigit(plain.charAt(selectors.start() - 1));
      if (!WORDS.contains(selectors.group(1)) && !number) {
        Set<String> labels = asked.computeIfAbsent(selectors.group(1), name -> new TreeSet<>());
        Matcher matchers = MATCHER.matcher(selectors.group(2) == null ? "" : selectors.group(2));
        while (matchers.find()) {
          labels.add(matchers.group(1));
        }
      }
    }
    return asked;
  }

  /** Labels that the expression groups or joins by. */
  static Set<String> grouped(String expression) {
    Set<String> grouped = new TreeSet<>();
    Matcher groupings = GROUPING.matcher(expression);
    while (groupings.find()) {
      for (String label : groupings.group(1).split(",")) {
        grouped.add(label.strip());
      }
    }
    grouped.remove("");
    return grouped;
  }

  /** Metric names to their labels, of a scrape in Prometheus's text format. */
  static Map<String, Set<String>> served(String scrape) {
    Map<String, Set<String>> served = new TreeMap<>();
    for (String line : scrape.split("\n")) {
      Matcher sample = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)\\})? .*").matcher(line);
      if (!line.startsWith("#") && sample.matches()) {
        Set<String> labels = served.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
        Matcher each =
            Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"")
                .matcher(sample.group(2) == null ? "" : sample.group(2));
        while (each.find()) {
          labels.add(each.group(1));
        }
      }
    }
    return served;
  }
}
