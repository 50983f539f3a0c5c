package dev.plumbline.kafka.streams;

import java.util.List;
import java.util.Optional;

/** Something that runs on threads of its own until it is closed or fails. */
public interface BackgroundTask extends AutoCloseable {

  /** It ended without being told to; its log says why. */
  boolean failed();

  /** What keeps it from its work at present; empty while it works. */
  default Optional<TaskOutage> outage() {
    return Optional.empty();
  }

  /** What people should know of though it works, a sentence each. */
  default List<String> notices() {
    return List.of();
  }

  @Override
  void close();
}
