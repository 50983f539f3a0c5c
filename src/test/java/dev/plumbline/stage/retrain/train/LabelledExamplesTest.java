package dev.plumbline.stage.retrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.TrainingExample;
import dev.plumbline.kafka.topic.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledExamplesTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final long ROOM = 1 << 30;

  @TempDir private Path folder;

  @Test
  void shouldKeepTheNewestByTheTimeOfTheirLabels() throws IOException {
    // Given
    Path file =
        file(
            List.of(
                line("a", 5, "yes"), line("b", 1, "yes"), line("c", 9, "no"), line("d", 7, "no")));
    // When
    LabelledExamples read = read(file, 3, ROOM);
    // Then
    assertThat(told(read)).isEqualTo("a@5=yes d@7=no c@9=no");
    assertThat(read.lines()).isEqualTo(4);
    assertThat(read.unreadable()).isZero();
    assertThat(read.full()).isFalse();
  }

  @Test
  void shouldLetTheLatestLabelOfARequestCountWhereverItStands() throws IOException {
    // Given
    Path file =
        file(
            List.of(
                line("a", 5, "yes"),
                line("b", 2, "yes"),
                line("b", 8, "no"),
                line("c", 6, "no"),
                line("a", 1, "no"), // an older label, seen again
                line("c", 6, "yes"), // of the same time: the greater
                line("c", 6, "maybe")));
    // Then
    assertThat(told(read(file, 10, ROOM))).isEqualTo("a@5=yes c@6=yes b@8=no");
    assertThat(told(read(file, 2, ROOM))).isEqualTo("c@6=yes b@8=no");
    assertThat(told(read(file, 1, ROOM))).isEqualTo("b@8=no");
  }

  @Test
  void shouldCountWhatIsNoExampleAndReadOn() throws IOException {
    // Given
    List<String> lines =
        List.of(
            "no json",
            "[]",
            "",
            line("a", 1, "yes"),
            "{\"model\":\"desk\",\"labelledAt\":\"yesterday\"}",
            "{\"model\":\"desk\"}",
            line("f", 9, "yes").replace("\"timestamp\":\"2026", "\"timestamp\":\"noon"),
            line("g", 9, "yes").replace("}}", "}"),
            line("b", 2, "yes").replace("\"text\":\"words\"", "\"text\":null"),
            line("c", 3, "yes").replace("\"desk\"", "\"other\""),
            line("d", 4, "yes").replace("words", "x".repeat(LabelledExamples.LONGEST)),
            line("e", 5, "yes").replace("words", "x".repeat(100_000)));
    // When
    LabelledExamples read = read(file(lines), 10, ROOM);
    // Then
    assertThat(told(read)).isEqualTo("a@1=yes e@5=yes");
    assertThat(read.unreadable()).isEqualTo(9);
    assertThat(read.lines()).isEqualTo(12);
  }

  @Test
  void shouldKeepNoMoreThanMemoryHasRoomFor() throws IOException {
    // Given: each example takes 30,000 bytes and more
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lines.add(line("r" + i, (i * 7) % 20, "yes").replace("words", "x".repeat(10_000)));
    }
    // When
    LabelledExamples read = read(file(lines), 1000, 100_000);
    // Then
    assertThat(read.records())
        .extracting(example -> example.labelledAt().getEpochSecond() - NOON.getEpochSecond())
        .containsExactly(17L, 18L, 19L);
    assertThat(read.full()).isTrue();
  }

  /** A file of 100 MB in a heap of 40, most of which is full of what is kept. */
  @Test
  void shouldReadAFileThatIsLargerThanTheHeap() throws Exception {
    // Given
    Path file = folder.resolve("examples");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < 50_000; i++) {
        out.write(line("r" + i, i, "yes").replace("words", i + "x".repeat(2_000)));
        out.write('\n');
      }
    }
    // When
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx40m",
                "-cp",
                System.getProperty("java.class.path"),
                LabelledExamplesTest.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    // Then
    assertThat(reader.waitFor()).as(said).isZero();
    assertThat(said.strip()).matches("50000 lines, 1[0-9]{3} kept, the newest r49999, full");
  }

  /** What {@link #shouldReadAFileThatIsLargerThanTheHeap} starts. */
  public static void main(String[] args) throws IOException {
    LabelledExamples read = LabelledExamples.read(Path.of(args[0]), "desk", 50_000, share -> {});
    List<TrainingExample> kept = read.records();
    System.out.printf(
        "%d lines, %d kept, the newest %s, %s%n",
        read.lines(),
        kept.size(),
        kept.get(kept.size() - 1).requestId(),
        read.full() ? "full" : "not full");
  }

  @Test
  void shouldSayHowFarItIs() throws IOException {
    // Given
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40_000; i++) {
      lines.add(line("r" + i, i, "yes"));
    }
    List<Double> shares = new ArrayList<>();
    // When
    LabelledExamples.read(file(lines), "desk", new NewestExamples(10, ROOM), shares::add);
    // Then
    assertThat(shares).hasSize(4).isSorted().endsWith(1.0);
    assertThat(shares.get(1)).isBetween(0.45, 0.55);
  }

  private static LabelledExamples read(Path file, int most, long room) throws IOException {
    return LabelledExamples.read(file, "desk", new NewestExamples(most, room), share -> {});
  }

  private Path file(List<String> lines) throws IOException {
    return Files.write(folder.resolve("examples.jsonl"), lines);
  }

  private static String line(String id, int second, String label) throws IOException {
    return Json.MAPPER.writeValueAsString(
        new TrainingExample(
            id,
            "desk",
            NOON,
            NOON.plusSeconds(second),
            "words",
            label,
            "yes",
            Map.of("age", "30")));
  }

  private static String told(LabelledExamples read) {
    return String.join(
        " ",
        read.records().stream()
            .map(
                each ->
                    "%s@%d=%s"
                        .formatted(
                            each.requestId(),
                            each.labelledAt().getEpochSecond() - NOON.getEpochSecond(),
                            each.label()))
            .toList());
  }
}
