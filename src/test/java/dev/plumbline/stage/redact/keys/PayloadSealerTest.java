package dev.plumbline.stage.redact.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.stage.redact.RedactDriver;
import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.request.RedactSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PayloadSealerTest {

  @TempDir private Path folder;

  @Test
  void shouldOpenToTheOriginalBytesWithThePrivateKey() throws Exception {
    // Given a record with fields that nobody knows, and bytes that are no UTF-8
    KeysetHandle keys = Keysets.hybrid();
    Path keyset = Keysets.writePublic(keys, folder.resolve("public.json"));
    byte[] payload =
        "{\"requestId\":\"r1\",\"model\":\"?\",\"unknown\":\"caf\u00e9 john@example.com\"}"
            .getBytes(StandardCharsets.ISO_8859_1);

    // When
    DeadLetter letter;
    try (RedactDriver driver = new RedactDriver(sealing(keyset))) {
      driver.send(payload, new RecordHeaders());
      letter = driver.stopped();
    }

    // Then
    byte[] opened =
        keys.getPrimitive(HybridConfig2026.get(), HybridDecrypt.class)
            .decrypt(
                Base64.getDecoder().decode(letter.sealed()),
                letter.key().getBytes(StandardCharsets.UTF_8));
    assertThat(opened).isEqualTo(payload);
  }

  @Test
  void shouldNeverSealWhatHasNoConsent() throws Exception {
    // Given
    Path keyset = Keysets.writePublic(Keysets.hybrid(), folder.resolve("public.json"));

    try (RedactDriver driver = new RedactDriver(sealing(keyset))) {
      // When
      driver.send("{\"requestId\":\"r1\",\"model\":\"support\",\"text\":\"zebra\"}");
      DeadLetter withheld = driver.stopped();
      driver.send("{\"requestId\":\"r1\",\"model\":\"support\",\"consent\":\"monitoring\"}");
      DeadLetter unreadable = driver.stopped();

      // Then
      assertThat(withheld.sealed()).isNull();
      assertThat(unreadable.sealed()).isNull();
      assertThat(unreadable.cause().errorClass()).isEqualTo("wrong_type");
    }
  }

  @Test
  void shouldStopAtStartWhenTheKeysetIsUnusable() throws Exception {
    // Given
    Path secret = Keysets.writePrivate(Keysets.hybrid(), folder.resolve("private.json"));
    Path garbage = Files.writeString(folder.resolve("garbage.json"), "zebra");

    // Then
    for (Path unusable : new Path[] {secret, garbage, folder.resolve("missing.json")}) {
      assertThatThrownBy(() -> new RedactDriver(sealing(unusable)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("sealingKeyset")
          .hasMessageNotContaining("zebra");
    }
  }

  private static RedactSettings sealing(Path keyset) {
    return new RedactSettings(
        Set.of(),
        PatternDetector.DEFAULT_PHONE_REGIONS,
        new KeysetSource.InFile(keyset),
        null,
        null);
  }
}
