package dev.plumbline.stage.redact.keys;

import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.daead.DeterministicAeadConfig2026;
import com.google.crypto.tink.daead.DeterministicAeadKey;
import com.google.crypto.tink.daead.PredefinedDeterministicAeadParameters;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import com.google.crypto.tink.hybrid.HybridPrivateKey;
import com.google.crypto.tink.hybrid.PredefinedHybridParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfKey;
import java.security.GeneralSecurityException;
import java.util.Locale;

/** What a keyset is for; the kinds of keys exclude each other. */
@SuppressWarnings("ImmutableEnumChecker") // Tink's configurations are immutable, but do not say so
public enum KeyPurpose {

  /** Hashes and pseudonyms: a pseudorandom function, HMAC-SHA-256. */
  HASH(PredefinedPrfParameters.HMAC_SHA256_PRF, PrfConfig2026.get(), PrfKey.class),

  /** Reversible tokens: deterministic authenticated encryption, AES-256-SIV. */
  ENCRYPT(
      PredefinedDeterministicAeadParameters.AES256_SIV,
      DeterministicAeadConfig2026.get(),
      DeterministicAeadKey.class),

  /** Dead letters: HPKE with X25519, HKDF-SHA-256 and AES-128-GCM. */
  SEALING(
      PredefinedHybridParameters.HPKE_X25519_HKDF_SHA256_AES_128_GCM,
      HybridConfig2026.get(),
      HybridPrivateKey.class);

  private final Parameters parameters;
  private final Configuration configuration;
  private final Class<? extends Key> key;

  KeyPurpose(Parameters parameters, Configuration configuration, Class<? extends Key> key) {
    this.parameters = parameters;
    this.configuration = configuration;
    this.key = key;
  }

  /** The key in {@code plumbline.yaml} under {@code redact}. */
  public String setting() {
    return name().toLowerCase(Locale.ROOT) + "Keyset";
  }

  KeysetHandle generate() throws GeneralSecurityException {
    return KeysetHandle.generateNew(parameters, configuration);
  }

  /** The same keys and a new one, which is the primary from now on. */
  KeysetHandle rotate(KeysetHandle keys) throws GeneralSecurityException {
    return KeysetHandle.newBuilder(keys)
        .setConfiguration(configuration)
        .addEntry(KeysetHandle.generateEntryFromParameters(parameters).withRandomId().makePrimary())
        .build();
  }

  /**
   * @throws GeneralSecurityException when it is no keyset with secret keys of this purpose
   */
  KeysetHandle parse(String json) throws GeneralSecurityException {
    KeysetHandle keys =
        TinkJsonProtoKeysetFormat.parseKeyset(json, configuration, InsecureSecretKeyAccess.get());
    if (!key.isInstance(keys.getPrimary().getKey())) {
      throw new GeneralSecurityException("keys of another kind");
    }
    return keys;
  }

  /** Whether it is a keyset with secret keys of this purpose. */
  boolean holds(String json) {
    try {
      return parse(json).size() > 0;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  String serialize(KeysetHandle keys) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeyset(
        keys, configuration, InsecureSecretKeyAccess.get());
  }

  /** Without secrets; of sealing keys alone. */
  String serializePublic(KeysetHandle keys) throws GeneralSecurityException {
    return TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
        keys.getPublicKeysetHandle(), configuration);
  }

  <P> P primitive(KeysetHandle keys, Class<P> type) throws GeneralSecurityException {
    return keys.getPrimitive(configuration, type);
  }
}
