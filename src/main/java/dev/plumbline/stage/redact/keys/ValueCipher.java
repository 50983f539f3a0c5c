package dev.plumbline.stage.redact.keys;

import com.google.crypto.tink.DeterministicAead;
import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;

/**
 * Encrypts values so that equal ones of an entity stay equal and the keyset's holder can read them:
 * AES-SIV, with the entity as associated data, so that no token passes for another entity's.
 */
public final class ValueCipher {

  private final DeterministicAead aead;

  private ValueCipher(DeterministicAead aead) {
    this.aead = aead;
  }

  /**
   * Encrypts one sample, so that keys that cannot stop the start.
   *
   * @throws KeysetException when the keyset cannot be read or is of another kind
   */
  public static ValueCipher open(KeysetSource source) {
    try {
      return of(KeyPurpose.ENCRYPT.parse(source.json()));
    } catch (IOException | GeneralSecurityException e) {
      throw RedactionKeys.unusable(KeyPurpose.ENCRYPT, source, e);
    }
  }

  static ValueCipher of(KeysetHandle keys) throws GeneralSecurityException {
    ValueCipher cipher =
        new ValueCipher(KeyPurpose.ENCRYPT.primitive(keys, DeterministicAead.class));
    String ignored = cipher.encrypt("", "");
    return cipher;
  }

  /** The ciphertext under the primary key, in {@link LetterEncoding}. */
  public String encrypt(String entity, String value) {
    try {
      return LetterEncoding.encode(aead.encryptDeterministically(bytes(value), bytes(entity)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("encryption failed", e);
    }
  }

  /** The value; empty when no key of the keyset made this, or another entity's name stands by. */
  public Optional<String> decrypt(String entity, String letters) {
    try {
      byte[] value = aead.decryptDeterministically(LetterEncoding.decode(letters), bytes(entity));
      return Optional.of(new String(value, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
