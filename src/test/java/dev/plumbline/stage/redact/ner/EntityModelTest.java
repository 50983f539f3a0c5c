package dev.plumbline.stage.redact.ner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.Json;
import dev.plumbline.stage.redact.detect.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The model that ships, on sentences made by its recipe's generator from templates and names that
 * training never saw.
 */
class EntityModelTest {

  private static final Path MODEL = Path.of("models/entities");
  private static final Path SAMPLE = Path.of("src/test/resources/entities/sample.jsonl");

  private static final double LEAST_F1 = 0.78;

  private static EntityTagger tagger;

  /** Of one entity: exact spans found and wanted, and those that are both. */
  private static final class Score {
    int hits;
    int found;
    int wanted;

    double f1() {
      return 2.0 * hits / (found + wanted);
    }

    @Override
    public String toString() {
      return "P %.3f R %.3f F1 %.3f (%d spans)"
          .formatted((double) hits / found, (double) hits / wanted, f1(), wanted);
    }
  }

  @BeforeAll
  static void load() {
    tagger = DjlEntityTagger.load(MODEL);
  }

  @AfterAll
  static void close() {
    tagger.close();
  }

  @Test
  void shouldFindExactSpansWhenTemplatesAndNamesAreNew() throws IOException {
    // Given
    List<String> texts = new ArrayList<>();
    List<Set<String>> wanted = new ArrayList<>();
    for (String line : Files.readAllLines(SAMPLE)) {
      JsonNode record = Json.MAPPER.readTree(line);
      texts.add(record.path("text").asText());
      wanted.add(wanted(record));
    }

    // When
    List<List<Detection>> found = tagger.tag(texts);

    // Then
    Map<String, Score> scores = new TreeMap<>();
    for (int i = 0; i < texts.size(); i++) {
      count(scores, wanted.get(i), found(texts.get(i), found.get(i)));
    }
    double mean = scores.values().stream().mapToDouble(Score::f1).average().orElseThrow();
    assertThat(mean).as("mean F1 of %s", scores).isGreaterThan(LEAST_F1);
    System.out.printf("entity model, mean F1 %.3f, %s%n", mean, scores);
  }

  private static void count(Map<String, Score> scores, Set<String> wanted, Set<String> found) {
    wanted.forEach(span -> score(scores, span).wanted++);
    found.forEach(span -> score(scores, span).found++);
    found.stream().filter(wanted::contains).forEach(span -> score(scores, span).hits++);
  }

  private static Score score(Map<String, Score> scores, String span) {
    return scores.computeIfAbsent(span.substring(0, span.indexOf(' ')), name -> new Score());
  }

  /** The sample counts code points. */
  private static Set<String> wanted(JsonNode record) {
    Set<String> spans = new HashSet<>();
    for (JsonNode span : record.path("spans")) {
      spans.add(
          "%s %d-%d"
              .formatted(
                  span.path("entity").asText(),
                  span.path("start").asInt(),
                  span.path("end").asInt()));
    }
    return spans;
  }

  private static Set<String> found(String text, List<Detection> found) {
    return found.stream()
        .map(
            d ->
                "%s %d-%d"
                    .formatted(
                        d.entity(),
                        text.codePointCount(0, d.start()),
                        text.codePointCount(0, d.end())))
        .collect(Collectors.toSet());
  }
}
