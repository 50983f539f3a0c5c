package dev.plumbline.stage.redact.keys;

import com.google.crypto.tink.HybridDecrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;

/** Opens what {@link PayloadSealer} sealed, for the holder of the private keys. */
public final class PayloadUnsealer {

  private final HybridDecrypt decrypt;

  private PayloadUnsealer(HybridDecrypt decrypt) {
    this.decrypt = decrypt;
  }

  /**
   * @throws KeysetException when the keyset cannot be read or holds no private keys
   */
  public static PayloadUnsealer open(KeysetSource privateKeyset) {
    try {
      return new PayloadUnsealer(
          KeyPurpose.SEALING.primitive(
              KeyPurpose.SEALING.parse(privateKeyset.json()), HybridDecrypt.class));
    } catch (IOException | GeneralSecurityException e) {
      throw RedactionKeys.unusable(KeyPurpose.SEALING, privateKeyset, e);
    }
  }

  /**
   * The payload's bytes; empty when no key of the keyset opens it or it belongs to another letter.
   *
   * @param key the dead letter's
   */
  public Optional<byte[]> unseal(String sealed, String key) {
    try {
      byte[] context = key.getBytes(StandardCharsets.UTF_8);
      return Optional.of(decrypt.decrypt(Base64.getDecoder().decode(sealed), context));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
