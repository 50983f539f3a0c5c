package dev.plumbline.stage.redact.keys;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.prf.PrfSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The opened keys that operators need.
 *
 * @param cipher null when no keyset for encryption is configured
 */
public record RedactionKeys(KeyedHash hash, @Nullable ValueCipher cipher) {

  private static final Logger LOG = LoggerFactory.getLogger(RedactionKeys.class);
  private static final int HEX_PER_BYTE = 2;

  /**
   * @param hash a random key that lives as long as the process when null
   * @param encrypt nothing can be encrypted when null
   * @throws KeysetException when a keyset cannot be read or is of another kind
   */
  public static RedactionKeys open(@Nullable KeysetSource hash, @Nullable KeysetSource encrypt) {
    return new RedactionKeys(openHash(hash), encrypt == null ? null : ValueCipher.open(encrypt));
  }

  /** For policies that hash nothing. */
  public static RedactionKeys withoutHash(@Nullable KeysetSource encrypt) {
    KeyedHash none =
        (domain, value, digits) -> {
          throw new IllegalStateException("no keyset for hashes");
        };
    return new RedactionKeys(none, encrypt == null ? null : ValueCipher.open(encrypt));
  }

  private static KeyedHash openHash(@Nullable KeysetSource source) {
    try {
      return keyed(source == null ? ephemeral() : KeyPurpose.HASH.parse(source.json()));
    } catch (IOException | GeneralSecurityException e) {
      throw unusable(KeyPurpose.HASH, source, e);
    }
  }

  private static KeysetHandle ephemeral() throws GeneralSecurityException {
    LOG.warn("no hash keyset is configured: hashes and pseudonyms change with every restart");
    return KeyPurpose.HASH.generate();
  }

  private static KeyedHash keyed(KeysetHandle handle) throws GeneralSecurityException {
    PrfSet prf = KeyPurpose.HASH.primitive(handle, PrfSet.class);
    return (domain, value, digits) -> hex(prf, domain + '\0' + value, digits);
  }

  private static String hex(PrfSet prf, String input, int digits) {
    try {
      byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(prf.computePrimary(bytes, digits / HEX_PER_BYTE));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("keyed hash failed", e);
    }
  }

  /** Names the keyset and the failure's class alone: a parser's message may quote the file. */
  static KeysetException unusable(
      KeyPurpose purpose, @Nullable KeysetSource source, Exception cause) {
    return new KeysetException(
        "%s %s is no readable keyset of this kind (%s); plumbline keys new --for %s makes one"
            .formatted(
                purpose.setting(),
                source,
                cause.getClass().getSimpleName(),
                purpose.name().toLowerCase(Locale.ROOT)));
  }
}
