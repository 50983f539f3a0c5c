package dev.plumbline.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt to deliver ended. Reasons hold a status or an error's class, never an answer's
 * text.
 */
public sealed interface DeliveryAttempt {

  /** The receiver took it. */
  record Delivered() implements DeliveryAttempt {}

  /**
   * The receiver may take it later, perhaps after somebody has mended an address or a key.
   *
   * @param after what the receiver asked to wait; null when it did not say
   */
  record Retry(String reason, @Nullable Duration after) implements DeliveryAttempt {}

  /** The receiver will never take this message. */
  record Refused(String reason) implements DeliveryAttempt {}
}
