package dev.plumbline.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

@Testcontainers(disabledWithoutDocker = true)
class ContainerFlowIT {

  @Container private static final KafkaContainer KAFKA = new KafkaContainer("apache/kafka:4.3.1");

  @TempDir private Path folder;

  @Test
  void shouldAccountForEveryRequestWhenTheBrokerRunsInAContainer() throws Exception {
    FlowContract.holds(KAFKA.getBootstrapServers(), folder);
  }
}
