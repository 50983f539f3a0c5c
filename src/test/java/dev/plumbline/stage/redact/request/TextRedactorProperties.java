package dev.plumbline.stage.redact.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import dev.plumbline.stage.redact.RedactFixtures;
import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.detect.finder.Detection;
import dev.plumbline.stage.redact.keys.EncryptedToken;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import dev.plumbline.stage.redact.text.RedactedText;
import dev.plumbline.stage.redact.text.TaggedTexts;
import dev.plumbline.stage.redact.text.TextRedactor;
import dev.plumbline.stage.redact.text.WellFormed;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TextRedactorProperties {

  private static final PatternDetector ALL =
      new PatternDetector(PrivacyPolicy.ENTITIES, PatternDetector.DEFAULT_PHONE_REGIONS);
  private static final List<String> ENTITIES = PrivacyPolicy.ENTITIES.stream().sorted().toList();
  private static final RedactionKeys KEYS = RedactFixtures.keys();
  private static final Map<Set<String>, PatternDetector> DETECTORS = new HashMap<>();

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
            "<EMAIL_ADDRESS_1>",
            "<PERSON_4111>",
            "<URL:enc:AEabc>",
            "https://long.example/" + "a".repeat(90),
            "b".repeat(97),
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

  /** An operator for each entity; few choices of what is kept, because each is a detector. */
  @Provide
  Arbitrary<Map<String, Operator>> operators() {
    Arbitrary<List<Operator>> removing =
        Arbitraries.of(EnumSet.complementOf(EnumSet.of(Operator.KEEP)))
            .list()
            .ofSize(ENTITIES.size());
    Arbitrary<Set<String>> kept =
        Arbitraries.of(List.of(Set.of(), Set.of("URL"), Set.of("EMAIL_ADDRESS", "US_SSN")));
    return Combinators.combine(removing, kept)
        .as(
            (operators, keep) -> {
              Map<String, Operator> byEntity = new HashMap<>();
              for (int i = 0; i < operators.size(); i++) {
                String entity = ENTITIES.get(i);
                byEntity.put(entity, keep.contains(entity) ? Operator.KEEP : operators.get(i));
              }
              return byEntity;
            });
  }

  private static TextRedactor redactor(Map<String, Operator> operators) {
    PrivacyPolicy privacy = RedactFixtures.privacy(Operator.REPLACE, operators);
    return new TextRedactor(privacy, detector(privacy.removed())::detect, KEYS);
  }

  private static TextRedactor redactor(Operator operator) {
    return new TextRedactor(RedactFixtures.privacy(operator, Map.of()), ALL::detect, KEYS);
  }

  private static PatternDetector detector(Set<String> entities) {
    return DETECTORS.computeIfAbsent(
        entities, found -> new PatternDetector(found, PatternDetector.DEFAULT_PHONE_REGIONS));
  }

  @Property(tries = 3000)
  void shouldBeIdempotent(
      @ForAll("texts") String text, @ForAll("operators") Map<String, Operator> operators) {
    // Given
    TextRedactor redactor = redactor(operators);

    // When
    RedactedText once = redactor.redact(text);
    RedactedText twice = redactor.redact(once.text());

    // Then
    assertThat(twice.spans()).isEmpty();
    assertThat(twice.text()).isEqualTo(once.text());
  }

  @Property(tries = 1000)
  void shouldLeaveNothingThatIsDetectedButWhatIsKept(
      @ForAll("texts") String text, @ForAll("operators") Map<String, Operator> operators) {
    // Given
    Set<String> kept =
        ENTITIES.stream()
            .filter(entity -> operators.get(entity) == Operator.KEEP)
            .collect(Collectors.toSet());

    // When
    RedactedText redacted = redactor(operators).redact(text);

    // Then
    Set<String> removed = new HashSet<>(ENTITIES);
    removed.removeAll(kept);
    assertThat(detector(removed).detect(redacted.text())).isEmpty();
    assertThat(redacted.spans()).noneMatch(span -> kept.contains(span.entity()));
  }

  @Property(tries = 1000)
  void shouldHoldNoDetectedValue(
      @ForAll("texts") String text, @ForAll("operators") Map<String, Operator> operators) {
    // When
    RedactedText redacted = redactor(operators).redact(text);

    // Then
    String wellFormed = WellFormed.of(text);
    for (Detection span : redacted.spans()) {
      String value = wellFormed.substring(span.start(), span.end());
      int before = occurrences(wellFormed, value);
      assertThat(occurrences(redacted.text(), value)).as(value).isLessThan(before);
    }
  }

  private static int occurrences(String text, String value) {
    return (text.length() - text.replace(value, "").length()) / value.length();
  }

  @Property(tries = 1000)
  void shouldGiveEqualValuesEqualTokensWithinAMessageAndOthersOthers(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 5) Integer> people) {
    // Given
    MessageRedaction message = new MessageRedaction(redactor(Operator.TOKEN), TaggedTexts.NONE);

    // When
    Map<Integer, String> tokens = new HashMap<>();
    for (int person : people) {
      String token = message.redact("text", "p" + person + "@example.com").text();
      assertThat(tokens.merge(person, token, (first, again) -> first)).isEqualTo(token);
    }

    // Then
    assertThat(new HashSet<>(tokens.values())).hasSameSizeAs(tokens.keySet());
    assertThat(tokens.values()).allMatch(token -> token.matches("<EMAIL_ADDRESS_[1-6]>"));
  }

  @Property(tries = 500)
  void shouldRevealWhatWasEncrypted(@ForAll("texts") String text) {
    // When
    RedactedText redacted = redactor(Operator.ENCRYPT).redact(text);

    // Then
    String revealed =
        EncryptedToken.PATTERN
            .matcher(redacted.text())
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        KEYS.cipher()
                            .decrypt(match.group(1), match.group(2))
                            .orElse(match.group())));
    assertThat(revealed).isEqualTo(WellFormed.of(text));
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
    TextRedactor redactor = redactor(Operator.REPLACE);

    // When
    RedactedText redacted = redactor.redact(text);

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
    RedactedText redacted = redactor(Operator.HASH).redact(text);

    // Then
    assertThat(redacted.text()).isNotNull();
  }
}
