package dev.plumbline.stage.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.Privacy;
import dev.plumbline.policy.Privacy.Operator;
import dev.plumbline.stage.redact.detect.Detection;
import dev.plumbline.stage.redact.detect.Detector;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;

class RedactorProperties {

  private static final Detector ALL =
      new Detector(Privacy.ENTITIES, Detector.DEFAULT_PHONE_REGIONS);
  private static final KeyedHash HASH = RedactionKeys.open(null);

  /** Pieces of personal data, of what surrounds it, and of what looks like it. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "john@example.com",
            "4111111111111111",
            "4111 1111 1111 1111",
            "+1 415 555 2671",
            "020 7946 0958",
            "(415) 555-2671",
            "DE89 3704 0044 0532 0130 00",
            "192.168.0.1",
            "fe80::1",
            "https://a.example/b?c=d",
            "www.example.com",
            "a.io/b",
            "123-45-6789",
            "123456789",
            "ssn",
            "social security",
            "<EMAIL_ADDRESS>",
            "<X:1f2e3d4c5b6a7988>",
            "<CREDIT_CARD",
            "************1111",
            "*",
            "**",
            ">",
            "<",
            "@",
            ".",
            ":",
            "::",
            "//",
            "://",
            "-",
            " ",
            "  ",
            ", ",
            "\n",
            "\u00a0",
            "\u200b",
            "1",
            "42",
            "555",
            "2671",
            "+",
            "(",
            ")",
            "x",
            "ext. 12",
            "a",
            "Z",
            "é",
            "用",
            "\ud83d\ude00",
            "\ud800",
            "\udc00",
            "١",
            "４",
            "com",
            "example",
            "e.g.",
            "http",
            "mailto:",
            "'",
            "\"",
            "#",
            "%40");
    Arbitrary<String> noise = Arbitraries.strings().ofMaxLength(6);
    return Arbitraries.frequencyOf(Tuple.of(9, pieces), Tuple.of(1, noise))
        .list()
        .ofMaxSize(14)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 3000)
  void shouldBeIdempotent(@ForAll("texts") String text, @ForAll @Size(7) List<Operator> operators) {
    // Given an operator for each entity
    Redactor redactor =
        new Redactor(ALL, entity -> operators.get(Math.floorMod(entity.hashCode(), 7)), HASH);

    // When
    Redacted once = redactor.redact(text);
    Redacted twice = redactor.redact(once.text());

    // Then
    assertThat(twice.spans()).isEmpty();
    assertThat(twice.text()).isEqualTo(once.text());
  }

  @Property(tries = 1000)
  void shouldReportSpansInsideTheTextInOrderWithoutOverlap(@ForAll("texts") String text) {
    // When
    List<Detection> spans = ALL.detect(text);

    // Then
    int end = 0;
    for (Detection span : spans) {
      assertThat(span.start()).isGreaterThanOrEqualTo(end);
      assertThat(span.end()).isGreaterThan(span.start()).isLessThanOrEqualTo(text.length());
      end = span.end();
    }
  }

  @Property(tries = 1000)
  void shouldKeepWhatIsOutsideTheSpansAndNothingInside(@ForAll("texts") String text) {
    // Given
    Redactor redactor = new Redactor(ALL, entity -> Operator.REPLACE, HASH);

    // When
    Redacted redacted = redactor.redact(text);

    // Then
    StringBuilder expected = new StringBuilder();
    String wellFormed = WellFormed.of(text);
    int from = 0;
    for (Detection span : redacted.spans()) {
      expected.append(wellFormed, from, span.start()).append("<").append(span.entity()).append(">");
      from = span.end();
    }
    assertThat(redacted.text()).isEqualTo(expected.append(wellFormed.substring(from)).toString());
  }

  @Property(tries = 1000)
  void shouldNeverFailWhateverTheText(@ForAll String text) {
    // When
    Redacted redacted = new Redactor(ALL, entity -> Operator.HASH, HASH).redact(text);

    // Then
    assertThat(redacted.text()).isNotNull();
  }
}
