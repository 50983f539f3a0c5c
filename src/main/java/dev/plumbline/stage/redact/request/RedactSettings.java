package dev.plumbline.stage.redact.request;

import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.keys.KeysetSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @param allowedHeaders record headers that pass, redacted; all others are dropped
 * @param phoneRegions regions whose national telephone numbers are found, ISO 3166
 * @param sealingKeyset public keyset that seals dead letters; null leaves them coordinates alone
 * @param hashKeyset keyset of hashes and pseudonyms; null makes one per process
 * @param encryptKeyset keyset of reversible tokens; null refuses policies that encrypt
 */
public record RedactSettings(
    Set<String> allowedHeaders,
    List<String> phoneRegions,
    @Nullable KeysetSource sealingKeyset,
    @Nullable KeysetSource hashKeyset,
    @Nullable KeysetSource encryptKeyset) {

  public static final RedactSettings DEFAULT =
      new RedactSettings(Set.of(), PatternDetector.DEFAULT_PHONE_REGIONS, null, null, null);

  public RedactSettings {
    allowedHeaders = Set.copyOf(allowedHeaders);
    phoneRegions = List.copyOf(phoneRegions);
  }

  public RedactSettings encryptingWith(KeysetSource keyset) {
    return new RedactSettings(allowedHeaders, phoneRegions, sealingKeyset, hashKeyset, keyset);
  }
}
