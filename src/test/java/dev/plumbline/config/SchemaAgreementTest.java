package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.config.section.AskedKey;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.policy.EthicsPolicy;
import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.drift.DriftSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the JSON Schemas refuse the readers refuse, and the other way round where it is a form. */
class SchemaAgreementTest {

  /** What readers say about a file's form; the rest is about how its parts fit together. */
  private static final Pattern FORM =
      Pattern.compile(
          ".*(unknown key in|is missing|is blank|must be a |must be an |must hold|no URL"
              + "|must be auto|is not supported"
              + "|unknown (type|default|operator|missing|source|metric|statistic|by|severity|signal|launcher) '"
              + "|needs numbers|not both|has no meaning|has no use|given twice: keep).*");

  @ParameterizedTest
  @EnumSource
  void shouldAcceptEverySampleWhenTheReaderDoes(ConfigurationKind kind) throws IOException {
    for (Path sample : kind.samples()) {
      assertThat(kind.schema().problems(YamlJson.parse(Files.readString(sample))))
          .as(sample.toString())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldAgreeWithTheReaderWhenASampleIsChangedInOnePlace(ConfigurationKind kind)
      throws IOException {
    // Given
    Map<String, List<AskedKey>> asked = kind.askedKeys();
    int refused = 0;

    for (Path sample : kind.ownSamples()) {
      JsonNode json = YamlJson.parse(Files.readString(sample));
      for (SampleMutations.ChangedSample mutation : SampleMutations.all(json, asked)) {
        // When
        List<String> told = problems(kind, sample, mutation.file().toString());
        boolean refusedBySchema = !kind.schema().problems(mutation.file()).isEmpty();

        // Then
        String where = sample.getFileName() + ": " + mutation.what() + "; reader: " + told;
        if (refusedBySchema) {
          assertThat(told).as("the schema alone refuses " + where).isNotEmpty();
          refused++;
        } else {
          assertThat(told.stream().filter(FORM.asMatchPredicate()))
              .as("the reader alone refuses " + where)
              .isEmpty();
        }
      }
    }
    assertThat(refused).isGreaterThan(250);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          POLICY  | fairnes: []
          POLICY  | windows: {sise: PT5M}
          POLICY  | windows: {size: 5}
          POLICY  | windows: {size: PT0.5S}
          POLICY  | groups: {minimumSize: many}
          POLICY  | groups: {minimumSize: 0}
          POLICY  | privacy: {operators: {default: shred}}
          POLICY  | privacy: {operators: {URL: {operator: hash, keepLast: 1}}}
          POLICY  | fairness: [{metric: accuracy, tolerance: 0.1}]
          POLICY  | fairness: [{metric: bpsn_auc, tolerance: 0.2}]
          POLICY  | drift: {signals: [{signal: label, statistic: wasserstein}]}
          POLICY  | retraining: {launcher: argo}
          POLICY  | retraining: {launcher: {kind: local, gpus: 1}}
          SERVICE | http: {port: 70000}
          SERVICE | redact: {phoneRegion: [US]}
          SERVICE | sinks: {a: {type: pigeon}}
          SERVICE | sinks: {a: {type: pagerduty}}
          SERVICE | sinks: {a: {type: slack, url: 'http://x', secretFile: k}}
          """)
  void shouldRefuseWithTheReaderWhenALineIsWrong(ConfigurationKind kind, String line) {
    // Given
    String least =
        kind == ConfigurationKind.POLICY
            ? "model: m\nscoring: {source: provided}\noutcome: {favourable: [granted]}\n"
            : "kafka: {bootstrapServers: b}\npolicies: [p.yaml]\n";
    assertThat(kind.schema().problems(YamlJson.parse(least))).isEmpty();

    // Then
    assertThat(kind.schema().problems(YamlJson.parse(least + line))).isNotEmpty();
    assertThat(problems(kind, Path.of("any.yaml"), least + line)).isNotEmpty();
  }

  @Test
  void shouldNameTheWordsThatReadersTakeFromTheCode() {
    assertThat(words("privacy.entities"))
        .containsAll(PrivacyPolicy.ENTITIES)
        .containsAll(PrivacyPolicy.MODEL_ENTITIES)
        .hasSize(PrivacyPolicy.ENTITIES.size() + PrivacyPolicy.MODEL_ENTITIES.size());
    assertThat(words("drift.signals[].signal"))
        .isEqualTo(
            Stream.of(DriftSignal.Kind.values())
                .filter(kind -> !kind.ofFeature())
                .map(kind -> DriftSignal.of(kind).name())
                .collect(Collectors.toSet()));
    assertThat(ConfigurationSchema.POLICY.keys().keySet())
        .containsAll(EthicsPolicy.INDICATORS.stream().map("ethics.indicators."::concat).toList())
        .containsAll(EthicsPolicy.BIAS.stream().map("ethics.bias."::concat).toList());
  }

  private static Set<String> words(String path) {
    JsonNode choice = ConfigurationSchema.POLICY.keys().get(path).choice().orElseThrow();
    return new TreeSet<>(SchemaKey.texts(choice.path("enum")));
  }

  /** The text where the sample lies, beside the files that it names. */
  private static List<String> problems(ConfigurationKind kind, Path sample, String text) {
    try {
      kind.read(sample, text);
      return List.of();
    } catch (PolicyException e) {
      return e.problems();
    }
  }
}
