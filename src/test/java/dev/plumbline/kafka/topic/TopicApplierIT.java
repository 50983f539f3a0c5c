package dev.plumbline.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.kafka.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicApplierIT {

  @TempDir private Path folder;

  @Test
  void shouldCreateOnceAndSeeEveryDriftWhenApplied() throws InterruptedException {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
        Admin admin =
            Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
      // Given
      TopicApplier applier = new TopicApplier(admin);
      List<TopicFile> files =
          TopicFiles.shipped().stream().map(file -> file.replicatedAtMost(1)).toList();
      // When
      List<TopicChange> first = applier.diff(files);
      applier.apply(first);
      // Then
      assertThat(first).hasSameSizeAs(files).allMatch(TopicChange.Create.class::isInstance);
      await().untilAsserted(() -> assertThat(applier.diff(files)).isEmpty());

      // When
      List<TopicFile> changed = List.of(with(files.get(0), 6), with(files.get(1), 2));
      List<TopicChange> drift = applier.diff(changed);
      applier.apply(drift);
      // Then
      assertThat(drift)
          .anyMatch(
              change -> change.equals(new TopicChange.AddPartitions("inference-requests", 4, 6)))
          .anyMatch(change -> change.toString().contains("retention.ms"))
          .anyMatch(change -> change instanceof TopicChange.Refused);
      await()
          .untilAsserted(
              () ->
                  assertThat(applier.diff(changed))
                      .singleElement()
                      .isInstanceOf(TopicChange.Refused.class));
    }
  }

  private static TopicFile with(TopicFile file, int partitions) {
    Map<String, String> configs = new TreeMap<>(file.configs());
    configs.put("retention.ms", "1000");
    return new TopicFile(
        file.name(), file.users(), partitions, file.replication(), configs, file.schema());
  }
}
