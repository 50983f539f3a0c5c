package dev.plumbline.stage.redact.keys;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the payloads of dead letters by Tink's hybrid encryption (HPKE). Holds the public key only;
 * the private one is offline.
 */
public final class PayloadSealer {

  /** Base64 adds a third; a dead letter must stay below what the topic takes (8 MiB). */
  static final int LARGEST = 4 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(PayloadSealer.class);

  private final @Nullable HybridEncrypt encrypt;

  private PayloadSealer(@Nullable HybridEncrypt encrypt) {
    this.encrypt = encrypt;
  }

  /**
   * Seals one sample, so that a keyset that cannot seal stops the stage at start.
   *
   * @param publicKeyset a Tink keyset in JSON; nothing is sealed when null
   * @throws KeysetException when it cannot be read or holds private keys
   */
  public static PayloadSealer open(@Nullable KeysetSource publicKeyset) {
    if (publicKeyset == null) {
      return new PayloadSealer(null);
    }
    try {
      HybridEncrypt encrypt =
          TinkJsonProtoKeysetFormat.parseKeysetWithoutSecret(
                  publicKeyset.json(), HybridConfig2026.get())
              .getPrimitive(HybridConfig2026.get(), HybridEncrypt.class);
      encrypt.encrypt(new byte[1], new byte[0]);
      return new PayloadSealer(encrypt);
    } catch (IOException | GeneralSecurityException e) {
      throw RedactionKeys.unusable(KeyPurpose.SEALING, publicKeyset, e);
    }
  }

  /**
   * @param key the dead letter's key, without which the payload does not open: it cannot be moved
   * @return base64, or null without a key, for a payload over {@link #LARGEST}, or on failure: the
   *     dead letter then carries coordinates alone
   */
  public @Nullable String seal(byte @Nullable [] payload, String key) {
    if (encrypt == null || payload == null || payload.length > LARGEST) {
      return null;
    }
    try {
      byte[] context = key.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(encrypt.encrypt(payload, context));
    } catch (GeneralSecurityException e) {
      LOG.warn("a dead letter could not be sealed: {}", e.getClass().getSimpleName());
      return null;
    }
  }
}
