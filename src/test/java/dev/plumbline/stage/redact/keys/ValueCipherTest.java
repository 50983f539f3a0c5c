package dev.plumbline.stage.redact.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class ValueCipherTest {

  private static final ValueCipher CIPHER = cipher();

  private static ValueCipher cipher() {
    try {
      return ValueCipher.of(KeyPurpose.ENCRYPT.generate());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Property(tries = 200)
  void shouldDecryptToTheValueForItsEntityAlone(@ForAll String value) {
    // Given
    String letters = CIPHER.encrypt("PERSON", value.replaceAll("\\p{Cs}", ""));

    // Then
    assertThat(letters).matches("A[E-H][A-Za-f]{32,}");
    assertThat(CIPHER.decrypt("PERSON", letters)).contains(value.replaceAll("\\p{Cs}", ""));
    assertThat(CIPHER.decrypt("URL", letters)).isEmpty();
    assertThat(cipher().decrypt("PERSON", letters)).isEmpty();
  }

  @Property(tries = 200)
  void shouldRefuseWhatItDidNotWrite(
      @ForAll @AlphaChars @CharRange(from = '0', to = '9') @StringLength(max = 80) String letters) {
    assertThat(CIPHER.decrypt("PERSON", letters)).isEmpty();
  }

  @Property(tries = 500)
  void shouldWriteBytesAsLettersAndBack(@ForAll byte[] bytes) {
    assertThat(LetterEncoding.encode(bytes)).matches("[A-Za-f]*");
    assertThat(LetterEncoding.decode(LetterEncoding.encode(bytes))).isEqualTo(bytes);
  }

  @Example
  void shouldRefuseLettersThatNoBytesAreWrittenAs() {
    for (String wrong : new String[] {"A", "AB", "AAA", "g", "A-"}) {
      assertThatThrownBy(() -> LetterEncoding.decode(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
