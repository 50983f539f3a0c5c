package dev.plumbline.cli.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.file.CsvException;
import dev.plumbline.file.CsvRecords;
import dev.plumbline.file.TextFiles;
import dev.plumbline.kafka.topic.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts from JSON lines ({@code {"id","text","label"?}}) or CSV with a header ({@code
 * text,category}, with or without {@code id}), gzipped or not: told apart by their first bytes.
 */
public final class ScoreInput {

  private final Consumer<LabelledText> texts;
  private final BiConsumer<Long, String> badLines;

  /**
   * @param badLines line number and what is wrong with it, never what it says
   */
  public ScoreInput(Consumer<LabelledText> texts, BiConsumer<Long, String> badLines) {
    this.texts = texts;
    this.badLines = badLines;
  }

  /**
   * @throws IllegalArgumentException when a CSV header lacks {@code text}
   */
  public void read(InputStream source) throws IOException {
    BufferedReader in = TextFiles.open(source);
    in.mark(1);
    int first = in.read();
    in.reset();
    if (first == '{') {
      readJsonLines(in);
    } else {
      readCsv(in);
    }
  }

  private void readJsonLines(BufferedReader in) throws IOException {
    long number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (!line.isBlank()) {
        readJson(number, line);
      }
    }
  }

  private void readJson(long number, String line) {
    try {
      JsonNode node = Json.MAPPER.readTree(line);
      if (!node.path("text").isTextual()) {
        badLines.accept(number, "no text");
        return;
      }
      String id = node.path("id").asText(Long.toString(number));
      String label = node.path("label").isTextual() ? node.path("label").asText() : null;
      accept(number, id, node.path("text").asText(), label);
    } catch (JsonProcessingException e) {
      badLines.accept(number, "not JSON");
    }
  }

  /** What follows a broken quote could be anything: it is not read. */
  private void readCsv(Reader in) throws IOException {
    try {
      readRows(new CsvRecords(in));
    } catch (CsvException e) {
      badLines.accept(e.line(), e.reason() + "; nothing after it is read");
    }
  }

  private void readRows(CsvRecords records) throws IOException {
    List<String> header = records.next();
    int text = header == null ? -1 : header.indexOf("text");
    if (header == null || text < 0) {
      throw new IllegalArgumentException(
          "input is neither JSON lines nor CSV with a header that names the column text");
    }
    int id = header.indexOf("id");
    int label = Math.max(header.indexOf("category"), header.indexOf("label"));
    for (List<String> row = records.next(); row != null; row = records.next()) {
      long number = records.line();
      if (row.size() == header.size()) {
        String name = id < 0 ? Long.toString(number) : row.get(id);
        accept(number, name, row.get(text), label < 0 ? null : row.get(label));
      } else if (row.size() > 1 || !row.get(0).isEmpty()) {
        badLines.accept(number, row.size() + " fields where the header has " + header.size());
      }
    }
  }

  private void accept(long number, String id, String text, @Nullable String label) {
    if (text.isBlank()) {
      badLines.accept(number, "text is blank");
    } else {
      texts.accept(new LabelledText(id, text, label == null || label.isBlank() ? null : label));
    }
  }
}
