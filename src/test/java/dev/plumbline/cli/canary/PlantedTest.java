package dev.plumbline.cli.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantedTest {

  private final Planted planted =
      new Planted(
          List.of("4532015112830366", "zoe.q@example.com", "Ana Ito", "512345678", "Größe 12345"));

  private boolean in(String text) {
    return planted.in(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x4532015112830366",
        "\"4532 0151-1283.0366\"",
        "4 5 3 2 0 1 5 1 1 2 8 3 0 3 6 6",
        "ZOE.Q@EXAMPLE.COM",
        "zoe\\u002eq\\u0040example.com",
        "Ana Ito",
        "{\"n\":512345678}",
        "512-345-678",
        "Gr\\u00f6\\u00dfe 12345"
      })
  void shouldFindATextInEveryDisguise(String text) {
    assertThat(in(text)).isTrue();
  }

  @Test
  void shouldFindATextInBase64AtEveryAlignment() {
    for (String before : List.of("", "a", "ab", "abc")) {
      byte[] bytes = (before + "zoe.q@example.com!").getBytes(StandardCharsets.UTF_8);
      assertThat(in(Base64.getEncoder().encodeToString(bytes))).isTrue();
      assertThat(in(Base64.getUrlEncoder().encodeToString(bytes))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.512345678",
        "1512345678",
        "5123456781",
        "512\"345678",
        "4532,\"0151112830366\"",
        "ana   -  ito",
        ""
      })
  void shouldNotFindWhatIsNotThere(String text) {
    assertThat(in(text)).isFalse();
  }

  @Test
  void shouldNameWhatItFoundAndWhatItCannotDisguise() {
    assertThat(planted.found("Ana Ito, 512345678".getBytes(StandardCharsets.UTF_8)))
        .containsExactlyInAnyOrder("Ana Ito", "512345678");
    assertThat(planted.tooShort()).containsExactly("Ana Ito");
  }
}
