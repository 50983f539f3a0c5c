package dev.plumbline.stage.redact.keys;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import com.google.crypto.tink.hybrid.PredefinedHybridParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/** Fresh keysets in files, as an operator would make them. */
final class Keysets {

  private Keysets() {}

  static KeysetHandle hybrid() throws GeneralSecurityException {
    return KeysetHandle.generateNew(
        PredefinedHybridParameters.HPKE_X25519_HKDF_SHA256_AES_128_GCM, HybridConfig2026.get());
  }

  static Path writePublic(KeysetHandle keys, Path file)
      throws GeneralSecurityException, IOException {
    KeysetHandle open = keys.getPublicKeysetHandle();
    return Files.writeString(
        file, TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(open, HybridConfig2026.get()));
  }

  static Path writePrivate(KeysetHandle keys, Path file)
      throws GeneralSecurityException, IOException {
    return Files.writeString(
        file,
        TinkJsonProtoKeysetFormat.serializeKeyset(
            keys, HybridConfig2026.get(), InsecureSecretKeyAccess.get()));
  }

  static Path writePrf(Path file) throws GeneralSecurityException, IOException {
    KeysetHandle keys =
        KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF, PrfConfig2026.get());
    return Files.writeString(
        file,
        TinkJsonProtoKeysetFormat.serializeKeyset(
            keys, PrfConfig2026.get(), InsecureSecretKeyAccess.get()));
  }
}
