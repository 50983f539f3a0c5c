package dev.plumbline.stage.redact.request;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.RecordOrigin;
import dev.plumbline.stage.redact.keys.PayloadSealer;
import dev.plumbline.stage.redact.request.RedactionResult.Stopped;

/**
 * Dead letters of raw records: the payload only under seal.
 *
 * @param stage as the letters name it
 */
public record SealedLetters(String stage, PayloadSealer sealer) {

  /**
   * @param value of the record; empty for a tombstone
   */
  public DeadLetter letter(RecordOrigin origin, Stopped stopped, byte[] value) {
    DeadLetter bare = DeadLetter.of(origin, stage, stopped.cause());
    String sealed = stopped.sealable() && value.length > 0 ? sealer.seal(value, bare.key()) : null;
    return sealed == null ? bare : bare.carrying(sealed);
  }
}
