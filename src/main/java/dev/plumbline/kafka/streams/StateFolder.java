package dev.plumbline.kafka.streams;

import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a stage keeps its state. What is deleted under a running process can be read and written
 * for a while yet, and then cannot; no replaced thread brings it back.
 */
final class StateFolder {

  private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

  private final String stage;
  private final Path folder;
  private boolean seen;
  private boolean lost;

  StateFolder(String stage, Path folder) {
    this.stage = stage;
    this.folder = folder;
  }

  /** Whether it was there and is not any more. A stage without stores has none. */
  synchronized boolean lost() {
    boolean there = Files.isDirectory(folder);
    if (seen && !there && !lost) {
      lost = true;
      LOG.error(
          "state directory was deleted under the stage, stage={}, directory={}: start the process"
              + " again, it restores its state from the cluster",
          stage,
          folder);
    }
    seen |= there;
    return lost;
  }
}
