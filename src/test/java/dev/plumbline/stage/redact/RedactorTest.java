package dev.plumbline.stage.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Privacy.Operator;
import dev.plumbline.stage.redact.detect.Detector;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedactorTest {

  private static final Detector ALL =
      new Detector(Privacy.ENTITIES, Detector.DEFAULT_PHONE_REGIONS);

  @TempDir private Path folder;

  private static Redactor redactor(Operator operator) {
    return new Redactor(ALL, entity -> operator, RedactionKeys.open(null));
  }

  @Test
  void shouldReplaceByTheEntitysName() {
    assertThat(redactor(Operator.REPLACE).redact("I am john@example.com.").text())
        .isEqualTo("I am <EMAIL_ADDRESS>.");
  }

  @Test
  void shouldMaskAtTheSameLengthAndKeepTheEndOfCardsOnly() {
    // Given
    Redactor masking = redactor(Operator.MASK);

    // Then
    assertThat(masking.redact("card 4111-1111-1111-1234.").text())
        .as("no card: its checksum is wrong")
        .isEqualTo("card 4111-1111-1111-1234.");
    assertThat(masking.redact("card 5500-0055-5555-5559.").text())
        .isEqualTo("card ***************5559.");
    assertThat(masking.redact("card ５５００００５５５５５５５５５９.").text()).isEqualTo("card ************5559.");
    assertThat(masking.redact("at 10.0.0.1 now").text()).isEqualTo("at ******** now");
  }

  @Test
  void shouldReplaceInsteadOfMaskingWhenTheMaskWouldBecomePartOfSomethingElse() {
    // When
    Redacted redacted = redactor(Operator.MASK).redact("ssn://4111 1111 1111 1111+1");

    // Then
    assertThat(redacted.text()).isEqualTo("ssn://<CREDIT_CARD>+1");
  }

  @Test
  void shouldHashTheSameValueAlikeHoweverItIsWritten() {
    // Given
    Redactor hashing = redactor(Operator.HASH);

    // When
    String hash = hashing.redact("4111111111111111").text();

    // Then
    assertThat(hash).matches("<CREDIT_CARD:[0-9a-f]{16}>");
    assertThat(hashing.redact("4111 1111-1111 1111").text()).isEqualTo(hash);
    assertThat(hashing.redact("４１１１１１１１１１１１１１１１").text()).isEqualTo(hash);
    assertThat(hashing.redact("5500005555555559").text()).isNotEqualTo(hash);
    assertThat(hashing.redact("JOHN@example.com").text())
        .isEqualTo(hashing.redact("john@Example.com").text());
  }

  @Test
  void shouldHashAlikeAcrossRestartsWithTheSameKeysetOnly() throws Exception {
    // Given
    Path keyset = Keysets.writePrf(folder.resolve("one.json"));
    Path other = Keysets.writePrf(folder.resolve("two.json"));

    // Then
    assertThat(RedactionKeys.open(keyset).hex("d", "v", 32))
        .hasSize(32)
        .isEqualTo(RedactionKeys.open(keyset).hex("d", "v", 32))
        .isNotEqualTo(RedactionKeys.open(keyset).hex("e", "v", 32))
        .isNotEqualTo(RedactionKeys.open(other).hex("d", "v", 32));
  }

  @Test
  void shouldNeverLeaveAHashThatLooksLikeANumber() {
    // Given a key whose first answer is a card number
    KeyedHash unlucky =
        (domain, value, digits) ->
            value.equals("john@example.com") ? "4111111111111111" : "1f2e3d4c5b6a7988";

    // When
    Redacted redacted =
        new Redactor(ALL, entity -> Operator.HASH, unlucky).redact("john@example.com");

    // Then
    assertThat(redacted.text()).isEqualTo("<EMAIL_ADDRESS:1f2e3d4c5b6a7988>");
  }

  @Test
  void shouldRefuseAKeysetThatCannotBeOpened() throws Exception {
    // Given
    Path garbage = Files.writeString(folder.resolve("garbage.json"), "zebra");

    // Then
    assertThatThrownBy(() -> RedactionKeys.open(garbage))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hash keyset")
        .hasMessageNotContaining("zebra");
  }
}
