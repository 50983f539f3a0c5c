package dev.plumbline.http;

import org.jspecify.annotations.Nullable;

/** Takes what a pipeline says of a training that it was asked for. */
public interface JobStatusInbox {

  /**
   * @param job the job's id, as in the address
   * @param signature the header {@code Plumbline-Signature}; null without one
   * @return the HTTP status to answer with
   */
  int take(String job, @Nullable String signature, byte[] body);
}
