package dev.plumbline.cli.replay;

import dev.plumbline.kafka.streams.StageApplication;
import dev.plumbline.kafka.streams.StageCounters;
import dev.plumbline.kafka.streams.StageCounts;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.ServiceContext;
import dev.plumbline.stage.Stage;
import dev.plumbline.stage.StageTopics;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/** The least that a stage can be: copies {@code scored-requests} to a topic of its own. */
record CopyStage(String copies) implements Stage {

  @Override
  public String name() {
    return "copy";
  }

  @Override
  public StageTopics topics() {
    return StageTopics.reading(Topics.SCORED_REQUESTS);
  }

  @Override
  public List<StageApplication> open(ServiceContext service, Consumer<Runnable> afterwards) {
    StageCounters counters = new StageCounters(service.registry(), name());
    Topic<byte[]> scored = Topics.SCORED_REQUESTS.raw();
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(
            scored.name(), Consumed.with(scored.keySerde(), scored.valueSerde()).withName("read"))
        .peek((key, value) -> counters.out("any"), Named.as("count"))
        .to(copies, Produced.with(scored.keySerde(), scored.valueSerde()).withName("write"));
    return List.of(new StageApplication(name(), builder.build()));
  }

  @Override
  public double handled(Policies policies, StageCounts counts) {
    return counts.handled(name());
  }
}
