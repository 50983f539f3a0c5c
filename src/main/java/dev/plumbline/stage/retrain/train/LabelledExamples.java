package dev.plumbline.stage.retrain.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.file.TextFiles;
import dev.plumbline.kafka.topic.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labelled records of one model.
 *
 * @param records one per requestId, oldest label first
 * @param unreadable lines that were no example
 */
record LabelledExamples(List<TrainingExample> records, long unreadable) {
  LabelledExamples {
    records = List.copyOf(records);
  }

  /**
   * Reads JSON lines, the values of {@code training-examples}. The last line of a requestId wins;
   * of more than {@code most} records the newest are kept.
   */
  static LabelledExamples read(Path file, String model, int most) throws IOException {
    Map<String, TrainingExample> byId = new LinkedHashMap<>();
    long unreadable = 0;
    try (BufferedReader lines = TextFiles.open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          TrainingExample example = Json.MAPPER.readValue(line, TrainingExample.class);
          if (example.model().equals(model)) {
            byId.put(example.requestId(), example);
          }
        } catch (JsonProcessingException e) {
          unreadable++;
        }
      }
    }
    List<TrainingExample> sorted =
        byId.values().stream()
            .sorted(
                Comparator.comparing(TrainingExample::labelledAt)
                    .thenComparing(TrainingExample::requestId))
            .toList();
    return new LabelledExamples(
        sorted.subList(Math.max(0, sorted.size() - most), sorted.size()), unreadable);
  }
}
