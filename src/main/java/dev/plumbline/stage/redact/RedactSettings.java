package dev.plumbline.stage.redact;

import dev.plumbline.stage.redact.detect.Detector;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * @param allowedHeaders record headers that pass; all others are dropped, for they are not redacted
 * @param phoneRegions regions whose national telephone numbers are found, ISO 3166
 * @param sealingKeyset public Tink keyset that seals dead letters; null leaves them coordinates
 *     alone
 * @param hashKeyset Tink PRF keyset of hashes and pseudonyms; null makes one per process
 */
public record RedactSettings(
    Set<String> allowedHeaders,
    List<String> phoneRegions,
    @Nullable Path sealingKeyset,
    @Nullable Path hashKeyset) {

  public static final RedactSettings DEFAULT =
      new RedactSettings(Set.of(), Detector.DEFAULT_PHONE_REGIONS, null, null);

  public RedactSettings {
    allowedHeaders = Set.copyOf(allowedHeaders);
    phoneRegions = List.copyOf(phoneRegions);
  }
}
