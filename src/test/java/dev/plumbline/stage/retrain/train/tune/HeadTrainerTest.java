package dev.plumbline.stage.retrain.train.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.model.Softmax;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against scipy: {@code src/test/oracles/retrain.py}. */
class HeadTrainerTest {

  @Test
  void shouldComeNearScipysOptimumWhenAHeadIsFitted() throws IOException {
    // Given
    JsonNode expected = oracle("head");
    int width = expected.get("width").asInt();
    List<float[]> features = new ArrayList<>();
    expected.get("features").forEach(row -> features.add(floats(row)));
    int[] truth =
        IntStream.range(0, features.size())
            .map(i -> expected.get("truth").get(i).asInt())
            .toArray();
    double[] weights = doubles(expected.get("weights"));
    SoftmaxHead start =
        new SoftmaxHead(
            width, floats(expected.get("startWeight")), floats(expected.get("startBias")));
    // When
    SoftmaxHead head = new HeadTrainer(start, features, truth, weights).fit(7);
    // Then
    double startLoss =
        loss(start, start, features, truth, weights, expected.get("pull").asDouble());
    double loss = loss(head, start, features, truth, weights, expected.get("pull").asDouble());
    double best = expected.get("bestLoss").asDouble();
    assertThat(startLoss).isCloseTo(expected.get("startLoss").asDouble(), within(1e-6));
    assertThat(loss).isBetween(best, best + 0.02 * (startLoss - best));
  }

  @Test
  void shouldGiveTheSameHeadWhenTheSeedIsTheSame() throws IOException {
    // Given
    SoftmaxHead start = new SoftmaxHead(2, new float[4], new float[2]);
    List<float[]> features = List.of(new float[] {1, 0}, new float[] {0, 1}, new float[] {1, 1});
    int[] truth = {0, 1, 1};
    double[] weights = {1, 1, 1};
    // When
    SoftmaxHead one = new HeadTrainer(start, features, truth, weights).fit(3);
    SoftmaxHead two = new HeadTrainer(start, features, truth, weights).fit(3);
    // Then
    assertThat(one.weight()).isEqualTo(two.weight());
    assertThat(Softmax.largest(one.probabilities(new float[] {1, 0}))).isZero();
    assertThat(Softmax.largest(one.probabilities(new float[] {0, 1}))).isOne();
  }

  private static double loss(
      SoftmaxHead head,
      SoftmaxHead start,
      List<float[]> x,
      int[] truth,
      double[] weights,
      double pull) {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      sum -= weights[i] * Math.log(head.probabilities(x.get(i))[truth[i]]);
    }
    double distance = 0;
    for (int i = 0; i < head.weight().length; i++) {
      distance += Math.pow(head.weight()[i] - start.weight()[i], 2);
    }
    for (int i = 0; i < head.bias().length; i++) {
      distance += Math.pow(head.bias()[i] - start.bias()[i], 2);
    }
    return sum / truth.length + pull / 2 * distance;
  }

  private static double[] doubles(JsonNode values) {
    return IntStream.range(0, values.size()).mapToDouble(i -> values.get(i).asDouble()).toArray();
  }

  private static float[] floats(JsonNode values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values.get(i).asDouble();
    }
    return floats;
  }

  private static JsonNode oracle(String name) throws IOException {
    return Json.MAPPER
        .readTree(Path.of("src/test/resources/oracles/retrain.json").toFile())
        .get(name);
  }
}
