package dev.plumbline.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.RetrainingJob;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicReconciliationTest {

  @Test
  void shouldSayHowFarBehindTheStagesAreWhenRequestsAreOnTheirWay() {
    TopicReconciliation slow = of(new RequestBalance(24_000, 11_990, 3, 7));
    assertThat(slow.behind(200)).hasValue("60 s behind: 12000 requests are on their way");
    assertThat(slow.text()).startsWith("requests 24000 = scored 11990").contains("12000 are on");
    assertThat(slow.settled()).isFalse();
  }

  @Test
  void shouldSayThatAJobIsUnderWayWhenNothingElseIsLeft() {
    RequestBalance all = new RequestBalance(10, 8, 1, 1);
    RetrainingJob running = ExampleMessages.endedJob("desk", "job-1", RetrainingJob.State.RUNNING);
    assertThat(of(all, running).behind(200)).hasValue("a retraining job is under way: job-1");
    assertThat(of(all).behind(200)).isEmpty();
    assertThat(of(all).text()).contains("every request is accounted for");
  }

  @Test
  void shouldSayThatThereAreMoreAnswersThanRequestsWhenOneIsThereTwice() {
    TopicReconciliation twice = of(new RequestBalance(10, 9, 1, 1));
    assertThat(twice.text()).contains("1 MORE THAN WERE RECEIVED");
    assertThat(twice.behind(200)).isEmpty();
    assertThat(twice.settled()).isFalse();
  }

  private static TopicReconciliation of(RequestBalance requests, RetrainingJob... jobs) {
    return new TopicReconciliation(requests, 0, Map.of(), List.of(), List.of(), 0, List.of(jobs));
  }
}
