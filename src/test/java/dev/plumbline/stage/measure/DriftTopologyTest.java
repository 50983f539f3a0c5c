package dev.plumbline.stage.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.PolicyFixtures;
import dev.plumbline.policy.drift.DriftPolicy;
import dev.plumbline.policy.drift.DriftPolicy.By;
import dev.plumbline.policy.drift.DriftPolicy.SignalRule;
import dev.plumbline.policy.drift.DriftPolicy.Statistic;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.policy.drift.DriftSignal.Kind;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;

/** Signals through the production topology: the first ten minutes are the reference. */
class DriftTopologyTest {

  private static final Duration TICK = Duration.ofSeconds(1);

  private static final DriftPolicy DRIFT =
      PolicyFixtures.drift(
          Duration.ofMinutes(10),
          new SignalRule(DriftSignal.of(Kind.SCORE), Statistic.PSI, 0.2, By.ALL),
          new SignalRule(DriftSignal.of(Kind.LABEL), Statistic.CHI_SQUARE, 0.1, By.ALL),
          new SignalRule(
              DriftSignal.of(Kind.TEXT_LENGTH), Statistic.KOLMOGOROV_SMIRNOV, 0.1, By.ALL),
          new SignalRule(DriftSignal.of(Kind.UNKNOWN_TOKENS), Statistic.PSI, 0.2, By.ALL),
          new SignalRule(DriftSignal.of(Kind.GROUP_SHARE), Statistic.JENSEN_SHANNON, 0.1, By.BOTH),
          new SignalRule(DriftSignal.ofFeature("income"), Statistic.WASSERSTEIN, 0.2, By.BOTH));

  @Test
  void shouldReportWhatMovedAndForWhomWhenWomensIncomesDouble() {
    // When
    List<DriftMeasure> drift = lastWhole(play(new Random(1))).drift();
    // Then
    assertThat(drift)
        .filteredOn(measure -> measure.verdict() == DriftMeasure.Drift.DRIFTED)
        .extracting(measure -> measure.signal() + " " + measure.group())
        .containsExactly("feature:income *", "feature:income female");
    assertThat(drift)
        .filteredOn(measure -> measure.verdict() == DriftMeasure.Drift.STABLE)
        .extracting(measure -> measure.signal() + " " + measure.group())
        .containsExactly(
            "score *",
            "label *",
            "text_length *",
            "unknown_tokens *",
            "group_share *",
            "feature:income male");
  }

  @Test
  void shouldGiveTheSameMeasuresWhenTheInputIsShuffledAndCutElsewhere() {
    assertThat(play(new Random(2))).isEqualTo(play(new Random(3)));
  }

  /** The last window that traffic fills. */
  private static WindowMeasures lastWhole(List<String> windows) {
    return windows.stream()
        .map(json -> json.getBytes(StandardCharsets.UTF_8))
        .map(json -> Topics.WINDOW_MEASURES.valueSerde().deserializer().deserialize("", json))
        .filter(window -> window.window().start().equals(MeasureFixtures.NOON.plusSeconds(15 * 60)))
        .findFirst()
        .orElseThrow();
  }

  /** Twenty minutes, two records a second; the random numbers order and cut them. */
  private static List<String> play(Random order) {
    MeasureSettings settings =
        new MeasureSettings(1, TICK, Duration.ofSeconds(5), Publication.AT_END);
    try (TopologyTestDriver driver = new TopologyTestDriver(topology(settings))) {
      TestInputTopic<String, byte[]> requests =
          driver.createInputTopic(
              Topics.SCORED_REQUESTS.name(), new StringSerializer(), new ByteArraySerializer());
      List<byte[]> records = records();
      Collections.shuffle(records, order);
      for (byte[] record : records) {
        requests.pipeInput("k", record);
        if (order.nextInt(50) == 0) {
          driver.advanceWallClockTime(TICK);
        }
      }
      settings.end().reach();
      driver.advanceWallClockTime(TICK);
      driver.advanceWallClockTime(TICK);
      return driver
          .createOutputTopic(
              Topics.WINDOW_MEASURES.name(), new StringDeserializer(), new StringDeserializer())
          .readValuesToList();
    }
  }

  private static List<byte[]> records() {
    Random random = new Random(7);
    List<byte[]> records = new ArrayList<>();
    for (int i = 0; i < 2_400; i++) {
      boolean female = random.nextBoolean();
      double income = 30_000 * Math.exp(0.5 * random.nextGaussian());
      boolean later = i >= 1_200;
      records.add(
          String.format(
                  Locale.ROOT,
                  """
                  {"requestId":"r%d","model":"credit","timestamp":"%s","text":"%s","attributes":{"sex":"%s"},
                   "features":{"income":%.2f},
                   "prediction":{"label":"%s","score":%.3f,"unknownTokenRate":%.3f}}""",
                  i,
                  MeasureFixtures.NOON.plusMillis(500L * i),
                  "x".repeat(20 + random.nextInt(200)),
                  female ? "female" : "male",
                  female && later ? 2 * income : income,
                  random.nextInt(3) == 0 ? "yes" : "no",
                  0.5 + random.nextDouble() / 2,
                  random.nextInt(4) == 0 ? 0.05 * random.nextDouble() : 0)
              .getBytes(StandardCharsets.UTF_8));
    }
    return records;
  }

  private static Topology topology(MeasureSettings settings) {
    Instant now = MeasureFixtures.NOON.plus(Duration.ofDays(1));
    return new MeasureTopology(
            Policies.of(List.of(MeasureFixtures.policy(DRIFT))),
            settings,
            new SimpleMeterRegistry(),
            () -> now)
        .build();
  }
}
