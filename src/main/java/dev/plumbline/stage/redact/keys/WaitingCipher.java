package dev.plumbline.stage.redact.keys;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.KeysetHandle;
import dev.plumbline.kafka.ring.SealedSlots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals records while they wait for a model, because a store and its changelog must not hold them
 * in the clear: AES-SIV with the record's coordinates as associated data, so that nothing opens in
 * another record's place.
 */
public final class WaitingCipher implements SealedSlots.Seal {

  private static final Logger LOG = LoggerFactory.getLogger(WaitingCipher.class);

  /** Apart from what the same keyset encrypts in texts. */
  private static final String DOMAIN = "waiting_request\0";

  private final DeterministicAead aead;

  private WaitingCipher(DeterministicAead aead) {
    this.aead = aead;
  }

  /**
   * @param encrypt a random key that lives as long as the process when null
   * @throws IllegalArgumentException when the keyset cannot be read or is of another kind
   */
  public static WaitingCipher open(@Nullable KeysetSource encrypt) {
    try {
      KeysetHandle keys = encrypt == null ? ephemeral() : KeyPurpose.ENCRYPT.parse(encrypt.json());
      return new WaitingCipher(KeyPurpose.ENCRYPT.primitive(keys, DeterministicAead.class));
    } catch (IOException | GeneralSecurityException e) {
      throw RedactionKeys.unusable(KeyPurpose.ENCRYPT, encrypt, e);
    }
  }

  private static KeysetHandle ephemeral() throws GeneralSecurityException {
    LOG.warn(
        "no encrypt keyset is configured: requests that wait for the entity model when the process"
            + " ends are dead-lettered by their coordinates at the next start");
    return KeyPurpose.ENCRYPT.generate();
  }

  @Override
  public byte[] seal(byte[] plain, String coordinates) {
    try {
      return aead.encryptDeterministically(plain, associated(coordinates));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a waiting request could not be sealed", e);
    }
  }

  @Override
  public Optional<byte[]> open(byte[] sealed, String coordinates) {
    try {
      return Optional.of(aead.decryptDeterministically(sealed, associated(coordinates)));
    } catch (GeneralSecurityException e) {
      return Optional.empty(); // sealed by a key that is gone
    }
  }

  private static byte[] associated(String coordinates) {
    return (DOMAIN + coordinates).getBytes(StandardCharsets.UTF_8);
  }
}
