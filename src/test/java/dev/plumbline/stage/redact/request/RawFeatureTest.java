package dev.plumbline.stage.redact.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawFeatureTest {

  @ParameterizedTest
  @CsvSource({
    "passportNumber, 'passport Number'",
    "passport_no, 'passport no'",
    "a--b, 'a b'",
    "_x_, ' x '",
    "line2Address, 'line2 Address'",
    "SSN, SSN",
    "größe, größe",
    "護照号, 護照号"
  })
  void shouldPartTheWordsOfAName(String name, String words) {
    assertThat(RawFeature.words(name)).isEqualTo(words);
  }
}
