package dev.plumbline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
      Cluster first = new Cluster(broker.bootstrapServers());
      first.create("kept");
      first.send("kept", "key", "value");
      cluster = id(first);
    }

    // When
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      Cluster second = new Cluster(broker.bootstrapServers());

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
      Cluster first = new Cluster(one.bootstrapServers());
      Cluster second = new Cluster(two.bootstrapServers());

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
      Cluster cluster = new Cluster(broker.bootstrapServers());

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
      Cluster cluster = new Cluster(broker.bootstrapServers());
      cluster.create("large");
      String text = "\\u00e9".repeat(1_000_000);

      // When
      cluster.send("large", "key", text);

      // Then
      assertThat(cluster.committed("large")).containsExactly(text);
    }
  }

  @Test
  void shouldSayWhichDirectoryWhenAnotherNodeHasIt() {
    // Given
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder)) {
      assertThat(broker.bootstrapServers()).isNotEmpty();

      // When // Then
      assertThatThrownBy(() -> EmbeddedBroker.start(folder))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(folder.toString());
    }
  }

  private static String id(Cluster cluster) throws Exception {
    try (Admin admin = cluster.admin()) {
      return admin.describeCluster().clusterId().get();
    }
  }
}
