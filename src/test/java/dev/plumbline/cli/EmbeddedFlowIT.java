package dev.plumbline.cli;

import dev.plumbline.kafka.embedded.EmbeddedBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedFlowIT {

  @TempDir private Path folder;

  @Test
  void shouldAccountForEveryRequestWhenTrafficIsGoodAndBad() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
      FlowContract.holds(broker.bootstrapServers(), folder);
    }
  }
}
