package dev.plumbline.cli.service;

import dev.plumbline.kafka.topic.TopicApplier;
import dev.plumbline.kafka.topic.TopicFiles;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Brings the embedded broker to the shipped topics. */
public final class ShippedTopics {

  private ShippedTopics() {}

  public static void prepare(String bootstrapServers) throws InterruptedException {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      TopicApplier applier = new TopicApplier(admin);
      applier.apply(
          applier.diff(
              TopicFiles.shipped().stream().map(file -> file.replicatedAtMost(1)).toList()));
    }
  }
}
