package dev.plumbline.kafka.streams;

/** Something that runs on threads of its own until it is closed or fails. */
public interface BackgroundTask extends AutoCloseable {

  /** It ended without being told to; its log says why. */
  boolean failed();

  @Override
  void close();
}
