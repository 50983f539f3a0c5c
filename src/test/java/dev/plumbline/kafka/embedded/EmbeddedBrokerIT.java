package dev.plumbline.kafka.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

  @TempDir private Path folder;

  @Test
  void shouldKeepItsClusterTopicsAndRecordsWhenStartedAgainOnTheDirectory() throws Exception {
    // Given
    String cluster;
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      TestCluster first = new TestCluster(broker.bootstrapServers());
      first.create("kept");
      first.send("kept", "key", "value");
      cluster = id(first);
    }

    // When
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      TestCluster second = new TestCluster(broker.bootstrapServers());

      // Then
      assertThat(id(second)).isEqualTo(cluster);
      assertThat(second.committed("kept")).containsExactly("value");
    }
  }

  @Test
  void shouldServeEachOnItsOwnPortsWhenTwoRunInOneProcess() throws Exception {
    // Given
    try (EmbeddedBroker one = EmbeddedBroker.start(folder.resolve("one"));
        EmbeddedBroker two = EmbeddedBroker.start(folder.resolve("two"))) {
      TestCluster first = new TestCluster(one.bootstrapServers());
      TestCluster second = new TestCluster(two.bootstrapServers());

      // When
      first.create("first");

      // Then
      assertThat(id(first)).isNotEqualTo(id(second));
      try (Admin admin = second.admin()) {
        assertThat(admin.listTopics().names().get()).isEmpty();
      }
    }
  }

  @Test
  void shouldNotCreateATopicWhenARecordIsSentToAnUnknownOne() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      // Given
      TestCluster cluster = new TestCluster(broker.bootstrapServers());

      // When // Then
      assertThatThrownBy(() -> cluster.send("misspelt", "key", "value"))
          .hasCauseInstanceOf(TimeoutException.class);
      try (Admin admin = cluster.admin()) {
        assertThat(admin.listTopics().names().get()).isEmpty();
      }
    }
  }

  @Test
  void shouldTakeARecordWhenItIsAMillionEscapedCharactersLong() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      // Given
      TestCluster cluster = new TestCluster(broker.bootstrapServers());
      cluster.create("large");
      String text = "\\u00e9".repeat(1_000_000);

      // When
      cluster.send("large", "key", text);

      // Then
      assertThat(cluster.committed("large")).containsExactly(text);
    }
  }

  @Test
  void shouldRefuseAndLeaveItAloneWhenAnotherNodeHasTheDirectory() throws Exception {
    // Given
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      TestCluster cluster = new TestCluster(broker.bootstrapServers());
      cluster.create("first");
      long before = metadataBytes();

      // When // Then
      assertThatThrownBy(() -> EmbeddedBroker.start(folder))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(folder + " is in use by another broker: stop it first");
      // The log only grows by the first node's own heartbeats: it was not cut.
      assertThat(metadataBytes()).isGreaterThanOrEqualTo(before);
      cluster.create("second");
      try (Admin admin = cluster.admin()) {
        assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrder("first", "second");
      }
    }
  }

  private long metadataBytes() throws Exception {
    return Files.size(folder.resolve("__cluster_metadata-0/00000000000000000000.log"));
  }

  private static String id(TestCluster cluster) throws Exception {
    try (Admin admin = cluster.admin()) {
      return admin.describeCluster().clusterId().get();
    }
  }
}
