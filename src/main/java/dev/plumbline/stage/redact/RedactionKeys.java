package dev.plumbline.stage.redact;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the key behind hashes and pseudonyms: HMAC-SHA-256 from a Tink PRF keyset in JSON. */
public final class RedactionKeys {

  private static final Logger LOG = LoggerFactory.getLogger(RedactionKeys.class);
  private static final int HEX_PER_BYTE = 2;

  private RedactionKeys() {}

  /**
   * @param keyset a random key that lives as long as the process when null
   * @throws IllegalArgumentException when the file cannot be read or is no PRF keyset
   */
  public static KeyedHash open(@Nullable Path keyset) {
    try {
      return keyed(keyset == null ? ephemeral() : read(keyset));
    } catch (IOException | GeneralSecurityException e) {
      // The cause's message may quote the file.
      throw new IllegalArgumentException(
          "hash keyset cannot be opened: " + e.getClass().getSimpleName());
    }
  }

  private static KeysetHandle read(Path keyset) throws IOException, GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.parseKeyset(
        Files.readString(keyset), PrfConfig2026.get(), InsecureSecretKeyAccess.get());
  }

  private static KeysetHandle ephemeral() throws GeneralSecurityException {
    LOG.warn("no hash keyset is configured: hashes and pseudonyms change with every restart");
    return KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF, PrfConfig2026.get());
  }

  private static KeyedHash keyed(KeysetHandle handle) throws GeneralSecurityException {
    PrfSet prf = handle.getPrimitive(PrfConfig2026.get(), PrfSet.class);
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
}
