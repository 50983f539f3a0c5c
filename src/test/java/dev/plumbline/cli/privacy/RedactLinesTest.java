package dev.plumbline.cli.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.PrivacyPolicy.ConsentRule;
import dev.plumbline.policy.PrivacyPolicy.Operation;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.detect.finder.Detection;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import dev.plumbline.stage.redact.ner.DjlEntityTagger;
import dev.plumbline.stage.redact.ner.EntityTagger;
import dev.plumbline.stage.redact.text.TextRedactor;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches of lines before an entity model. */
class RedactLinesTest {

  private static final Path TINY = Path.of("src/test/resources/models/tiny-entities");

  private final StringWriter out = new StringWriter();
  private final Ana ana = new Ana();

  /** Knows one name; cannot take a text that says boom. */
  private static final class Ana implements EntityTagger {
    final List<Integer> calls = new ArrayList<>();

    @Override
    public List<List<Detection>> tag(List<String> texts) {
      calls.add(texts.size());
      if (texts.stream().anyMatch(text -> text.contains("boom"))) {
        throw new IllegalStateException("cannot take " + texts);
      }
      return texts.stream().map(Ana::tag).toList();
    }

    private static List<Detection> tag(String text) {
      int at = text.indexOf("Ana");
      return at < 0 ? List.of() : List.of(new Detection("PERSON", at, at + 3, 0.9));
    }

    @Override
    public Set<String> entities() {
      return Set.of("PERSON");
    }

    @Override
    public String modelVersion() {
      return "ana";
    }

    @Override
    public void close() {}
  }

  private RedactLines lines(EntityTagger tagger) {
    PrivacyPolicy privacy =
        new PrivacyPolicy(
            PrivacyPolicy.MODEL_ENTITIES,
            Operation.of(Operator.REPLACE),
            Map.of(),
            new ConsentRule("", ConsentRule.Missing.ALLOW),
            List.of(),
            TINY);
    TextRedactor redactor =
        TextRedactor.of(
            privacy, PatternDetector.DEFAULT_PHONE_REGIONS, RedactionKeys.withoutHash(null));
    return new RedactLines(
        new RedactorOptions.Chosen(redactor, (text, tagged) -> List.of(), tagger),
        new PrintWriter(new BufferedWriter(out)));
  }

  private boolean run(EntityTagger tagger, String input) throws IOException {
    RedactLines lines = lines(tagger);
    lines.redact(new BufferedReader(new StringReader(input)));
    return lines.finish();
  }

  private List<JsonNode> answers() throws IOException {
    List<JsonNode> answers = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      answers.add(Json.MAPPER.readTree(line));
    }
    return answers;
  }

  private static String line(int id, String text) {
    return "{\"id\":%d,\"text\":\"%s\"}%n".formatted(id, text);
  }

  private static String numbered(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> line(i, i + " Ana"))
        .collect(Collectors.joining());
  }

  @Test
  void shouldKeepTheOrderWhenBadLinesStandInTheMiddleOfABatch() throws IOException {
    // When
    boolean good =
        run(ana, line(1, "Ana") + "zebra\n\n" + line(4, "b") + "[]\n" + line(6, "c Ana"));

    // Then
    assertThat(good).isFalse();
    assertThat(ana.calls).containsExactly(3);
    String spans = "[{\"entity\":\"PERSON\",\"start\":%d,\"end\":%d,\"score\":0.9}]";
    assertThat(out.toString().lines())
        .containsExactly(
            "{\"id\":1,\"text\":\"<PERSON>\",\"spans\":" + spans.formatted(0, 3) + "}",
            "{\"id\":null,\"line\":2,\"error\":\"not JSON\"}",
            "{\"id\":4,\"text\":\"b\",\"spans\":[]}",
            "{\"id\":null,\"line\":5,\"error\":\"not a JSON object\"}",
            "{\"id\":6,\"text\":\"c <PERSON>\",\"spans\":" + spans.formatted(2, 5) + "}");
  }

  @Test
  void shouldNotShowMoreThanABatchWhenThereAreManyLines() throws IOException {
    // When
    boolean good = run(ana, numbered(2 * LineBatch.MOST + 1));

    // Then
    assertThat(good).isTrue();
    assertThat(ana.calls).containsExactly(LineBatch.MOST, LineBatch.MOST, 1);
    assertThat(answers().stream().map(answer -> answer.path("id").intValue()))
        .containsExactlyElementsOf(IntStream.range(0, 2 * LineBatch.MOST + 1).boxed().toList());
  }

  @Test
  void shouldNotWaitForMoreLinesWhenTheyAreLarge() throws IOException {
    // When: 2 bytes a letter, so that the second line fills the batch
    String large = "\u00e9".repeat(LineBatch.LARGEST / 4);
    run(ana, line(1, large) + line(2, "x" + large) + line(3, "Ana"));

    // Then
    assertThat(ana.calls).containsExactly(2, 1);
  }

  @Test
  void shouldFailOnlyTheLineThatTheModelCannotTakeWhenABatchFails() throws IOException {
    // When
    boolean good = run(ana, line(1, "Ana") + line(2, "boom of zebra") + line(3, "Ana"));

    // Then
    assertThat(good).isFalse();
    assertThat(out.toString()).doesNotContain("zebra");
    assertThat(answers().get(0).path("text").textValue()).isEqualTo("<PERSON>");
    assertThat(answers().get(1).toString())
        .isEqualTo(
            "{\"id\":null,\"line\":2,\"error\":\"redaction failed with"
                + " IllegalStateException\"}");
    assertThat(answers().get(2).path("text").textValue()).isEqualTo("<PERSON>");
  }

  /** A pipe with one line at a time: notes what was answered when the next one is asked for. */
  private final class SlowPipe extends InputStream {
    final List<Long> answered = new ArrayList<>();
    private final List<InputStream> lines;

    SlowPipe(String... lines) {
      this.lines =
          List.of(lines).stream()
              .<InputStream>map(
                  line -> new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)))
              .collect(Collectors.toCollection(ArrayList::new));
    }

    @Override
    public int read() throws IOException {
      throw new IOException("read in one byte");
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      answered.add(out.toString().lines().count());
      return lines.isEmpty() ? -1 : lines.remove(0).read(into, from, most);
    }
  }

  @Test
  void shouldAnswerBeforeItAsksForMoreWhenThePipeIsSlow() throws IOException {
    // When: two lines come at once, then one
    SlowPipe pipe = new SlowPipe(line(1, "Ana") + line(2, "b"), line(3, "c"));
    lines(ana).redact(new BufferedReader(new InputStreamReader(pipe, StandardCharsets.UTF_8)));

    // Then
    assertThat(pipe.answered).containsExactly(0L, 2L, 3L);
    assertThat(ana.calls).containsExactly(2, 1);
  }

  @Test
  void shouldFindTheSameSpansAsOneAtATimeWhenABatchIsTagged() throws IOException {
    // Given: texts of many lengths, so that most are padded
    List<String> texts =
        IntStream.range(0, 40)
            .mapToObj(
                i -> i + " word".repeat(i % 9) + " of Ana Berg writes from Paris to Acme Bank")
            .toList();
    List<String> alone = new ArrayList<>();
    StringBuilder together = new StringBuilder();

    try (DjlEntityTagger tagger = DjlEntityTagger.load(TINY)) {
      for (int i = 0; i < texts.size(); i++) {
        together.append(line(i, texts.get(i)));
        run(tagger, line(i, texts.get(i)));
      }
      answers().forEach(answer -> alone.add(withoutScores(answer)));
      out.getBuffer().setLength(0);

      // When
      run(tagger, together.toString());
    }

    // Then: scores may differ in their last digits
    assertThat(alone.get(0)).contains("PERSON", "LOCATION");
    assertThat(answers().stream().map(RedactLinesTest::withoutScores))
        .containsExactlyElementsOf(alone);
  }

  private static String withoutScores(JsonNode answer) {
    return answer.toString().replaceAll("\"score\":[0-9.E-]+", "");
  }
}
