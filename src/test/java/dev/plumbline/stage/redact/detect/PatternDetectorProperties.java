package dev.plumbline.stage.redact.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.stage.redact.detect.finder.Detection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Laws of detection with every entity on: over any mixture of real values and debris. */
class PatternDetectorProperties {

  private static final PatternDetector ALL =
      new PatternDetector(PrivacyPolicy.ENTITIES, PatternDetector.DEFAULT_PHONE_REGIONS);

  /** Values and sentences of the evaluation, cut and joined as they never come. */
  @Provide
  Arbitrary<String> texts() throws IOException {
    try (InputStream in = PatternDetectorProperties.class.getResourceAsStream("entities.tsv")) {
      String all = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      List<String> pieces =
          all.lines()
              .flatMap(line -> List.of(line.split("\t", 3)).subList(1, 3).stream())
              .filter(piece -> !piece.isEmpty())
              .toList();
      Arbitrary<String> joints = Arbitraries.of("", " ", "-", ".", ":", "/", "@", ">", "1", "a");
      return Arbitraries.of(pieces)
          .flatMap(piece -> joints.map(joint -> piece + joint))
          .list()
          .ofMinSize(1)
          .ofMaxSize(5)
          .map(parts -> String.join("", parts));
    }
  }

  @Property(tries = 2000)
  void shouldLeaveNothingToFind(@ForAll("texts") String text) {
    // When
    String once = redacted(text, ALL.detect(text));

    // Then
    assertThat(ALL.detect(once)).isEmpty();
  }

  @Property(tries = 2000)
  void shouldReportSpansInsideTheTextInOrderWithoutOverlap(@ForAll("texts") String text) {
    int end = 0;
    for (Detection span : ALL.detect(text)) {
      assertThat(span.start()).isGreaterThanOrEqualTo(end);
      assertThat(span.end()).isGreaterThan(span.start()).isLessThanOrEqualTo(text.length());
      end = span.end();
    }
  }

  @Property(tries = 20)
  void shouldFindTheSameEachTime(@ForAll("texts") String text) {
    PatternDetector other =
        new PatternDetector(PrivacyPolicy.ENTITIES, PatternDetector.DEFAULT_PHONE_REGIONS);
    assertThat(other.detect(text)).isEqualTo(ALL.detect(text));
  }

  private static String redacted(String text, List<Detection> spans) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (Detection span : spans) {
      out.append(text, from, span.start()).append('<').append(span.entity()).append('>');
      from = span.end();
    }
    return out.append(text.substring(from)).toString();
  }
}
