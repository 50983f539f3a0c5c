package dev.plumbline.stage.retrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against AIF360: {@code src/test/oracles/retrain.py}. */
class TrainingOracleTest {

  @Test
  void shouldGiveAif360sWeightsWhenReweighing() throws IOException {
    for (JsonNode expected : oracle("reweighing")) {
      List<GroupReweighing.Cell> cells =
          IntStream.range(0, expected.get("group").size())
              .mapToObj(
                  i ->
                      new GroupReweighing.Cell(
                          expected.get("group").get(i).asText(),
                          expected.get("good").get(i).asInt() == 1))
              .toList();
      // When
      double[] weights = GroupReweighing.weights(cells);
      // Then
      assertThat(weights).containsExactly(doubles(expected.get("weights")), within(1e-12));
    }
  }

  private static double[] doubles(JsonNode values) {
    return IntStream.range(0, values.size()).mapToDouble(i -> values.get(i).asDouble()).toArray();
  }

  private static JsonNode oracle(String name) throws IOException {
    return Json.MAPPER
        .readTree(Path.of("src/test/resources/oracles/retrain.json").toFile())
        .get(name);
  }
}
