package dev.plumbline.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A strict reader of Prometheus' text format 0.0.4. */
record Prometheus(Map<String, Double> samples, Map<String, String> types) {

  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL =
      "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\\\\\|\\\\\"|\\\\n)*\"";
  private static final Pattern SAMPLE =
      Pattern.compile("(%s)(\\{%s(?:,%s)*,?\\})? (\\S+)(?: -?\\d+)?".formatted(NAME, LABEL, LABEL));
  private static final Pattern TYPE =
      Pattern.compile("# TYPE (%s) (counter|gauge|histogram|summary|untyped)".formatted(NAME));
  private static final Pattern HELP = Pattern.compile("# HELP %s .*".formatted(NAME));

  static Prometheus parse(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    assertThat(answer.body()).endsWith("\n");
    Map<String, Double> samples = new LinkedHashMap<>();
    Map<String, String> types = new HashMap<>();
    Set<String> sampled = new HashSet<>();
    answer
        .body()
        .lines()
        .forEach(
            line -> {
              if (line.startsWith("# TYPE")) {
                Matcher type = match(TYPE, line);
                assertThat(sampled).as("a type after its samples").doesNotContain(type.group(1));
                assertThat(types.put(type.group(1), type.group(2))).as(line).isNull();
              } else if (line.startsWith("#")) {
                match(HELP, line);
              } else {
                Matcher sample = match(SAMPLE, line);
                sampled.add(sample.group(1));
                String labels = sample.group(2) == null ? "" : sample.group(2);
                assertThat(samples.put(sample.group(1) + labels, number(sample.group(3))))
                    .as("series twice: " + line)
                    .isNull();
              }
            });
    return new Prometheus(samples, types);
  }

  private static Matcher match(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    assertThat(matcher.matches()).as(line).isTrue();
    return matcher;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
