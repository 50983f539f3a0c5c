package dev.plumbline.cli.replay;

import dev.plumbline.cli.console.ProgressLine;
import dev.plumbline.cli.service.ShippedTopics;
import dev.plumbline.file.FileTrees;
import dev.plumbline.kafka.client.ClientProperties;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.embedded.EmbeddedBroker;
import dev.plumbline.kafka.topic.RecordReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.drift.BaselineFold;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Scored records on their way into a baseline, out of a file of requests or out of a cluster. */
public final class BaselineSource {

  private final Policy policy;
  private final BaselineFold fold;
  private final PrintWriter progress;
  private long unusable;

  public BaselineSource(Policy policy, BaselineFold fold, PrintWriter progress) {
    this.policy = policy;
    this.fold = fold;
    this.progress = progress;
  }

  /** Redacts and scores the requests as the service would. */
  public void replay(Path requests) throws IOException, InterruptedException {
    if (!Files.isReadable(requests)) {
      throw new IllegalArgumentException(requests + ": cannot be read");
    }
    Path folder = Files.createTempDirectory("plumbline-baseline");
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      String servers = broker.bootstrapServers();
      ShippedTopics.prepare(servers);
      TrafficReplay replay =
          new TrafficReplay(
              Policies.of(List.of(policy)), servers, folder, ProgressLine.to(progress));
      replay.score(requests, null);
      read(new TopicReader(servers));
    } finally {
      FileTrees.delete(folder);
    }
  }

  public void readCluster(String servers, @Nullable Path config) throws IOException {
    read(ClientProperties.reader(servers, config));
  }

  private void read(TopicReader topics) {
    topics.forEach(Topics.SCORED_REQUESTS.name(), (key, value) -> add(value));
  }

  private void add(byte @Nullable [] value) {
    try {
      fold.add(value);
    } catch (RecordReader.Refusal e) {
      unusable++; // the measure stage's dead letter says more
    }
  }

  /** Records that are no scored requests. */
  public long unusable() {
    return unusable;
  }
}
