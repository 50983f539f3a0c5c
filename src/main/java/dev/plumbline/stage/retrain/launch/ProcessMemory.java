package dev.plumbline.stage.retrain.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The memory that a process has for itself, as Linux counts it: the resident pages that no file is
 * behind ({@code RssAnon} and {@code RssShmem} of {@code /proc/PID/status}). PyTorch's memory is in
 * it, a mapped model file is not. Elsewhere nothing is known.
 */
record ProcessMemory(long pid) {

  private static final List<String> OWN = List.of("RssAnon:", "RssShmem:");
  private static final int KIB = 1024;

  /** In bytes. */
  OptionalLong used() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .map(line -> line.split("\\s+"))
          .filter(words -> OWN.contains(words[0]))
          .mapToLong(words -> Long.parseLong(words[1]) * KIB)
          .reduce(Long::sum);
    } catch (IOException e) {
      return OptionalLong.empty(); // no such file system, or the process has just ended
    }
  }
}
