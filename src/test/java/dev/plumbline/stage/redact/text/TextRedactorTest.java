package dev.plumbline.stage.redact.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.PrivacyPolicy.ConsentRule;
import dev.plumbline.policy.PrivacyPolicy.Operation;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import dev.plumbline.stage.redact.RedactFixtures;
import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.detect.finder.Detection;
import dev.plumbline.stage.redact.keys.KeyPurpose;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextRedactorTest {

  private static final RedactionKeys KEYS = RedactFixtures.keys();

  @TempDir private Path folder;

  private static TextRedactor redactor(Operator operator) {
    return redactor(Operation.of(operator));
  }

  private static TextRedactor redactor(Operation operation) {
    PrivacyPolicy privacy =
        new PrivacyPolicy(
            PrivacyPolicy.ENTITIES,
            operation,
            Map.of(),
            new ConsentRule("", ConsentRule.Missing.ALLOW));
    return TextRedactor.of(privacy, PatternDetector.DEFAULT_PHONE_REGIONS, KEYS);
  }

  @Test
  void shouldReplaceByTheEntitysNameOrTheOneGiven() {
    assertThat(redactor(Operator.REPLACE).redact("I am john@example.com.").text())
        .isEqualTo("I am <EMAIL_ADDRESS>.");
    assertThat(
            redactor(new Operation(Operator.REPLACE, null, "CUSTOMER"))
                .redact("I am john@example.com.")
                .text())
        .isEqualTo("I am <CUSTOMER>.");
  }

  @Test
  void shouldLeaveNothingWhenTheOperatorIsRedact() {
    assertThat(redactor(Operator.REDACT).redact("I am john@example.com.").text())
        .isEqualTo("I am .");
  }

  @Test
  void shouldReplaceWhenRemovingWouldJoinItsNeighbours() {
    // When the address is gone, a card number stands there
    RedactedText redacted = redactor(Operator.REDACT).redact("41111111 a@b.io 11111111");

    // Then
    assertThat(redacted.text()).isEqualTo("41111111 <EMAIL_ADDRESS> 11111111");
  }

  @Test
  void shouldMaskAtTheSameLengthAndKeepTheEndOfLongValues() {
    // Given
    TextRedactor masking = redactor(Operator.MASK);

    // Then
    assertThat(masking.redact("order 4111-1111-1111-1234.").text())
        .as("no card: its checksum is wrong")
        .isEqualTo("order 4111-1111-1111-1234.");
    assertThat(masking.redact("card 5500-0055-5555-5559.").text())
        .isEqualTo("card ***************5559.");
    assertThat(masking.redact("card ５５００００５５５５５５５５５９.").text()).isEqualTo("card ************5559.");
    assertThat(masking.redact("at 10.0.0.1 now").text()).isEqualTo("at ******** now");
  }

  @Test
  void shouldKeepAsManyDigitsOfAMaskedValueAsThePolicySays() {
    assertThat(mask("card 5500-0055-5555-5559.", 0)).isEqualTo("card *******************.");
    assertThat(mask("card 5500-0055-5555-5559.", 6)).isEqualTo("card *************555559.");
    assertThat(mask("ssn 512-34-5678.", 4)).isEqualTo("ssn *******5678.");
    assertThat(mask("at 10.0.0.1 now", 5)).as("no more than five").isEqualTo("at ******** now");
  }

  private static String mask(String text, int keepLast) {
    return redactor(new Operation(Operator.MASK, keepLast, null)).redact(text).text();
  }

  @Test
  void shouldReplaceInsteadOfMaskingWhenTheMaskWouldBecomePartOfSomethingElse() {
    // When
    RedactedText redacted = redactor(Operator.MASK).redact("ssn://4111 1111 1111 1111+1");

    // Then
    assertThat(redacted.text()).isEqualTo("ssn://<CREDIT_CARD>+1");
  }

  @Test
  void shouldHashTheSameValueAlikeHoweverItIsWritten() {
    // Given
    TextRedactor hashing = redactor(Operator.HASH);

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
  void shouldNeverLeaveAHashThatLooksLikeANumber() {
    // Given a key whose first answer is a card number
    RedactionKeys unlucky =
        new RedactionKeys(
            (domain, value, digits) ->
                value.equals("john@example.com") ? "4111111111111111" : "1f2e3d4c5b6a7988",
            null);

    // When
    RedactedText redacted =
        TextRedactor.of(
                RedactFixtures.privacy(Operator.HASH, Map.of()),
                PatternDetector.DEFAULT_PHONE_REGIONS,
                unlucky)
            .redact("john@example.com");

    // Then
    assertThat(redacted.text()).isEqualTo("<EMAIL_ADDRESS:1f2e3d4c5b6a7988>");
  }

  @Test
  void shouldNumberTokensByValuePastThoseThatAreThere() {
    // When
    String text =
        redactor(Operator.TOKEN)
            .redact("a@x.io b@x.io A@x.io <EMAIL_ADDRESS_2> 4111111111111111 c@x.io")
            .text();

    // Then
    assertThat(text)
        .isEqualTo(
            "<EMAIL_ADDRESS_1> <EMAIL_ADDRESS_3> <EMAIL_ADDRESS_1> <EMAIL_ADDRESS_2>"
                + " <CREDIT_CARD_1> <EMAIL_ADDRESS_4>");
  }

  @Test
  void shouldGoOnWithoutNumbersWhenAMessageHasMoreValuesThanTokensHave() {
    // Given
    TokenNumbering numbering = new TokenNumbering();

    // When
    for (int i = 1; i < 10_000; i++) {
      assertThat(numbering.number("PERSON", "p" + i)).hasValue(i);
    }

    // Then
    assertThat(numbering.number("PERSON", "one more")).isEmpty();
    assertThat(numbering.number("PERSON", "p1")).hasValue(1);
    assertThat(numbering.number("URL", "u")).hasValue(1);
  }

  @Test
  void shouldNotLetAKeptEntityShieldAnother() {
    // Given
    TextRedactor keeping =
        TextRedactor.of(
            RedactFixtures.privacy(Operator.REPLACE, Map.of("URL", Operator.KEEP)),
            PatternDetector.DEFAULT_PHONE_REGIONS,
            KEYS);

    // Then
    assertThat(keeping.redact("see https://a.example/x and 10.0.0.1").text())
        .isEqualTo("see https://a.example/x and <IP_ADDRESS>");
    assertThat(keeping.redact("https://a.example/?u=john@example.com").text())
        .doesNotContain("john@example.com");
  }

  @Test
  void shouldKeepAnAddressThatOnlyLooksEncrypted() {
    // Given tokens that nobody's key made, around a number
    String forged = "<PERSON_41111> <URL:enc:AEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa4111111111111111>";

    // When
    String text = redactor(Operator.REPLACE).redact(forged + " 4111111111111111").text();

    // Then
    assertThat(text).doesNotContain("4111111111111111");
  }

  @Test
  void shouldRemoveWhatAppearsOnlyAfterRedaction() {
    // Given a finder that sees a name only beside a placeholder
    TextFinder late =
        text -> {
          int at = text.indexOf(text.contains("<") ? "Zoe" : "zebra");
          String entity = text.contains("<") ? "PERSON" : "URL";
          int length = text.contains("<") ? 3 : 5;
          return at < 0 ? List.of() : List.of(new Detection(entity, at, at + length, 1));
        };
    TextRedactor redactor =
        new TextRedactor(RedactFixtures.privacy(Operator.HASH, Map.of()), late, KEYS);

    // When
    RedactedText redacted = redactor.redact("a zebra of Zoe's");

    // Then
    assertThat(redacted.text()).matches("a <URL:[0-9a-f]{16}> of <PERSON>'s");
    assertThat(redacted.spans())
        .containsExactly(new Detection("URL", 2, 7, 1), new Detection("PERSON", 11, 14, 1));
  }

  @Test
  void shouldFailWhenRedactionDoesNotSettle() {
    // Given
    TextFinder endless = text -> List.of(new Detection("URL", 0, 1, 1));

    // Then
    TextRedactor redactor =
        new TextRedactor(RedactFixtures.privacy(Operator.HASH, Map.of()), endless, KEYS);
    assertThatThrownBy(() -> redactor.redact("zebra"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageNotContaining("zebra");
  }

  @Test
  void shouldRefuseToEncryptWithoutAKeyset() throws Exception {
    // Given
    RedactionKeys keys = RedactionKeys.open(RedactFixtures.key(folder, KeyPurpose.HASH), null);

    // Then
    assertThatThrownBy(
            () ->
                TextRedactor.of(
                    RedactFixtures.privacy(Operator.REPLACE, Map.of("URL", Operator.ENCRYPT)),
                    PatternDetector.DEFAULT_PHONE_REGIONS,
                    keys))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("encrypt");
  }
}
