package dev.plumbline.kafka.cluster;

/** A cluster cannot be worked with. The message is one line that says what to do. */
public final class ClusterException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public ClusterException(String message) {
    super(message);
  }
}
