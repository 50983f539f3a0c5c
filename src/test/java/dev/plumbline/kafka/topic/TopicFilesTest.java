package dev.plumbline.kafka.topic;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFilesTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: a, partitions: 1, name: b            | 01.yaml:3: is not YAML: found duplicate key name
          name: a, partitions: !of 1                 | 01.yaml:2: tag is not allowed: !of
          name: a, partitions: 1                     | 01.yaml: producedBy must be a String
          name: a, producedBy: b, consumedBy: c, partitions: many | 01.yaml: partitions must be a Integer
          name: a, producedBy: b, consumedBy: c, partitions: 1, replication: 1 | 01.yaml: configs must be a Map
          - name: a                                  | 01.yaml: name must be a String
          """)
  void shouldNameTheFileWhenItIsNoTopic(String yaml, String message) throws IOException {
    // Given
    Files.writeString(folder.resolve("01.yaml"), yaml.replace(", ", "\n"));
    // Then
    assertThatThrownBy(() -> TopicFiles.in(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
