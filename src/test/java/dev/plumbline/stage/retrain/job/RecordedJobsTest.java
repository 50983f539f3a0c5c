package dev.plumbline.stage.retrain.job;

import static dev.plumbline.stage.retrain.RetrainFixtures.COOLDOWN;
import static dev.plumbline.stage.retrain.RetrainFixtures.MINIMUM;
import static dev.plumbline.stage.retrain.RetrainFixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.retrain.RetrainFixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordedJobsTest {

  private final Policies policies = Policies.of(List.of(RetrainFixtures.policy()));

  @Test
  void shouldGiveTheSameJobsWhenTheRecordsComeInAnyOrder() {
    // Given
    List<Alert> alerts = new ArrayList<>();
    for (int day = 0; day < 4; day++) {
      alerts.add(RetrainFixtures.page(NOON.plus(COOLDOWN.multipliedBy(day)), Alert.State.OPEN));
      alerts.add(
          RetrainFixtures.page(
              NOON.plus(COOLDOWN.multipliedBy(day)).plusSeconds(60), Alert.State.CLEARED));
    }
    List<TrainingExample> examples = new ArrayList<>(examples(MINIMUM * 3));
    List<RetrainingJob> expected = RecordedJobs.of(policies, alerts, examples);
    // When
    Collections.shuffle(alerts, new Random(1));
    Collections.shuffle(examples, new Random(2));
    // Then
    assertThat(RecordedJobs.of(policies, alerts, examples)).isEqualTo(expected);
    assertThat(expected)
        .extracting(RetrainingJob::requestedAt)
        .containsExactly(
            NOON.plus(COOLDOWN),
            NOON.plus(COOLDOWN.multipliedBy(2)),
            NOON.plus(COOLDOWN.multipliedBy(3)));
  }

  @Test
  void shouldCountOnlyLabelsThatHadComeWhenAnAlertOpens() {
    // When
    List<RetrainingJob> jobs =
        RecordedJobs.of(
            policies,
            List.of(RetrainFixtures.page(NOON.plus(Duration.ofHours(7)), Alert.State.OPEN)),
            examples(20));
    // Then
    assertThat(jobs).singleElement().satisfies(job -> assertThat(job.examples()).isEqualTo(8));
  }

  @Test
  void shouldCountARequestOnceWhenItsLabelWasCorrected() {
    // Given
    List<TrainingExample> examples = new ArrayList<>();
    for (TrainingExample example : examples(MINIMUM)) {
      examples.add(labelledLater(example, Duration.ofMinutes(1)));
      examples.add(example);
      examples.add(labelledLater(example, Duration.ofMinutes(2)));
    }
    // When
    List<RetrainingJob> jobs =
        RecordedJobs.of(
            policies,
            List.of(
                RetrainFixtures.page(NOON.plus(Duration.ofHours(MINIMUM - 1)), Alert.State.OPEN)),
            examples);
    // Then
    assertThat(jobs)
        .singleElement()
        .satisfies(job -> assertThat(job.examples()).isEqualTo(MINIMUM));
  }

  private static TrainingExample labelledLater(TrainingExample example, Duration by) {
    return new TrainingExample(
        example.requestId(),
        example.model(),
        example.timestamp(),
        example.labelledAt().plus(by),
        example.text(),
        "no",
        example.predicted(),
        example.attributes());
  }

  /** One label an hour, the first at noon. */
  private static List<TrainingExample> examples(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new TrainingExample(
                    "r" + i,
                    "desk",
                    NOON,
                    NOON.plus(Duration.ofHours(i)),
                    "text",
                    "yes",
                    "no",
                    Map.of()))
        .toList();
  }
}
