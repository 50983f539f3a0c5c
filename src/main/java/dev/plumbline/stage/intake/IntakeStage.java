package dev.plumbline.stage.intake;

import dev.plumbline.kafka.client.AcknowledgedProducer;
import dev.plumbline.kafka.streams.BackgroundTask;
import dev.plumbline.kafka.streams.StageApplication;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Sidecar;
import dev.plumbline.stage.Stage;
import dev.plumbline.stage.StageTopics;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;

/**
 * Stores what producers send over HTTP. Needs the right to write raw traffic and none to read it.
 *
 * @param door takes records from then on when it is open
 */
public record IntakeStage(Door door) implements Stage {

  public static final String STAGE = "intake";

  /** Where records come in. */
  public interface Door {

    /** One that nobody comes through. */
    Door NONE =
        new Door() {
          @Override
          public void open(AcknowledgedProducer producer, Policies policies) {}

          @Override
          public void shut() {}
        };

    void open(AcknowledgedProducer producer, Policies policies);

    /** Before the producer closes. */
    void shut();
  }

  @Override
  public String name() {
    return STAGE;
  }

  @Override
  public StageTopics topics() {
    return StageTopics.reading();
  }

  /** No application of Kafka Streams: it reads no topic. */
  @Override
  public List<StageApplication> open(ServiceContext service, Consumer<Runnable> afterwards) {
    return List.of();
  }

  @Override
  public List<Sidecar> sidecars() {
    return List.of(
        (policies, streams, registry) -> {
          AcknowledgedProducer producer =
              new AcknowledgedProducer("plumbline-" + STAGE, streams, Clock.systemUTC());
          door.open(producer, policies);
          return List.of(new Opened(producer, door));
        });
  }

  @Override
  public double handled(Policies policies, StageCounts counts) {
    return 0;
  }

  /** Recorded traffic comes another way. */
  @Override
  public boolean replayed(Policies policies) {
    return false;
  }

  /** The producer with its door, which shuts first. */
  private record Opened(AcknowledgedProducer producer, Door door) implements BackgroundTask {

    @Override
    public boolean failed() {
      return producer.failed();
    }

    @Override
    public List<String> notices() {
      return producer.notices();
    }

    @Override
    public void close() {
      door.shut();
      producer.close();
    }
  }
}
