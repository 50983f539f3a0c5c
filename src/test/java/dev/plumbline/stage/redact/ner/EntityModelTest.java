package dev.plumbline.stage.redact.ner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.redact.detect.finder.Detection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The model that ships, on sentences made by its recipe's generator from templates and names that
 * training never saw.
 */
class EntityModelTest {

  private static final Path MODEL = Path.of("models/entities");
  private static final Path SAMPLES = Path.of("src/test/resources/entities");

  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");

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

  /** The second sample's templates were written after the model was trained. */
  @ParameterizedTest
  @CsvSource({"sample.jsonl, 0.88, 0.845", "fresh.jsonl, 0.83, 0.785"})
  void shouldFindExactSpansWhenTemplatesAndNamesAreNew(
      String sample, double leastMean, double leastOfAnEntity) throws IOException {
    // Given
    List<String> texts = new ArrayList<>();
    List<Set<String>> wanted = new ArrayList<>();
    for (String line : Files.readAllLines(SAMPLES.resolve(sample))) {
      JsonNode record = Json.MAPPER.readTree(line);
      texts.add(record.path("text").asText());
      wanted.add(wanted(record));
    }

    // When
    List<List<Detection>> found = tagger.tag(texts);

    // Then
    Map<String, Score> scores = scores(texts, wanted, found, text -> true);
    assertThat(mean(scores)).as("mean F1 of %s", scores).isGreaterThan(leastMean);
    assertThat(scores.values()).allMatch(score -> score.f1() > leastOfAnEntity);
    System.out.println("entity model, " + sample + ", all " + told(scores));
    System.out.println(
        "without Chinese " + told(scores(texts, wanted, found, HAN.asPredicate().negate())));
    System.out.println("with Chinese " + told(scores(texts, wanted, found, HAN.asPredicate())));
  }

  private static Map<String, Score> scores(
      List<String> texts,
      List<Set<String>> wanted,
      List<List<Detection>> found,
      Predicate<String> counts) {
    Map<String, Score> scores = new TreeMap<>();
    for (int i = 0; i < texts.size(); i++) {
      if (counts.test(texts.get(i))) {
        count(scores, wanted.get(i), found(texts.get(i), found.get(i)));
      }
    }
    return scores;
  }

  private static double mean(Map<String, Score> scores) {
    return scores.values().stream().mapToDouble(Score::f1).average().orElseThrow();
  }

  private static String told(Map<String, Score> scores) {
    return "mean F1 %.3f, %s".formatted(mean(scores), scores);
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
