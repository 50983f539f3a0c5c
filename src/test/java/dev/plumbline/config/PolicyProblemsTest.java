package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.config.section.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader of a policy with mistakes is told: file, line and what is allowed. */
class PolicyProblemsTest {

  private static final String VALID =
      """
      model: credit
      scoring: {source: provided}
      outcome: {favourable: [granted]}
      groups: {attributes: {sex: [female, male]}}
      fairness:
        - {metric: demographic_parity_difference, tolerance: 0.1}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fairnes: []                                  | :7: unknown key in the policy 'fairnes' (did you mean fairness?)
          privacy: {entities: [EMAIL]}                 | :7: unknown entity 'EMAIL'
          privacy: {operators: {default: shred}}       | :7: unknown default 'shred'; allowed: encrypt, hash, keep, mask, redact, replace, token
          privacy: {operators: {EMAIL: hash}}          | :7: unknown entity 'EMAIL'
          privacy: {operators: {URL: maks}}            | :7: unknown operator 'maks' (did you mean mask?)
          privacy: {operators: {URL: {keepLast: 2}}}   | :7: 'operator' is missing in URL
          privacy: {operators: {URL: {operator: mask, keepLast: 17}}} | :7: 'keepLast' must be a whole number from 0 to 16
          privacy: {operators: {URL: {operator: hash, keepLast: 1}}} | :7: unknown key in URL 'keepLast'; allowed: operator
          privacy: {operators: {URL: {operator: replace, with: Sir Ian}}} | :7: 'with' must be a name of 2 to 40 capital letters
          privacy: {recognizers: [{name: BADGE, pattern: 'B-[0-9]+'}]} | :7: pattern of BADGE: an open repeat; bound it, for example {0,20}, at character 7
          privacy: {recognizers: [{name: BADGE, pattern: '(?=x)y'}]} | :7: pattern of BADGE: only (?:...) and a leading (?i); no look-around
          privacy: {recognizers: [{name: badge, pattern: 'x'}]} | :7: a recognizer's name is 2 to 40 capitals and underscores
          privacy: {recognizers: [{name: URL, pattern: 'x'}]} | :7: there is an entity URL already
          privacy: {recognizers: [{name: BADGE}]} | :7: 'pattern' is missing in recognizers
          windows: {size: PT5M, advance: PT2M}         | :7: windows.advance (PT2M) must divide windows.size (PT5M)
          windows: {size: P2D, advance: PT1M}          | :7: a window of PT48H has more than 1440 panes of PT1M
          groups: {attributes: ["sex=f"]}              | :7: attribute 'sex=f' must not contain =, * or |
          windows: {grace: -PT5M}                      | :7: 'grace' must be an ISO-8601 duration of at least PT0S
          windows: {grace: soon}                       | :7: 'grace' must be an ISO-8601 duration
          alerts: {clearAfter: 0}                      | :7: 'clearAfter' must be a whole number from 1
          evidence: {unit: person}                     | :7: unknown unit 'person'; allowed: request, subject
          evidence: {per: PT30S}                       | :7: evidence.per (PT30S) must be at least windows.advance (PT1M)
          evidence: {per: P40D}                        | :7: evidence.per (PT960H) must be at most PT744H
          evidence: {collapseCopies: maybe}            | :7: 'collapseCopies' must be true or false
          evidence: {minimumPeople: 0}                 | :7: 'minimumPeople' must be a whole number from 1 to 10000
          alerts: {refreshEvery: often}                | :7: 'refreshEvery' must be an ISO-8601 duration of at least PT0S
          alerts: {remindAfter: -P1D}                  | :7: 'remindAfter' must be an ISO-8601 duration of at least PT0S
          alerts: {runbook: wiki}                      | :7: 'runbook' must be an address, http:// or https://
          alerts: {silences: [{from: 2026-03-01, until: 2026-02-01, why: x}]} | :7: 'until' of a silence must be after its 'from'
          alerts: {silences: [{from: noon, until: 2026-03-02, why: x}]} | :7: 'from' is neither ISO-8601 nor a number
          alerts: {silences: [{from: 2026-03-01, until: 2026-03-02}]} | :7: 'why' is missing in silences
          alerts: {silences: [{from: 2026-03-01, until: 2026-03-03, every: P1D, why: x}]} | :7: 'every' of a silence must be as long as the silence or longer
          alerts: {silences: [{from: 2026-03-01, until: 2026-03-02, why: x, attributes: [age]}]} | :7: unknown attribute 'age'
          alerts: {silences: [{from: 2026-03-01, until: 2026-03-02, why: x, groups: [f]}]} | :7: 'groups' of a silence: a group is ATTRIBUTE=GROUP
          ethics: {indicators: {kindness: 3}}          | :7: unknown key in indicators 'kindness'; allowed: confidence, consent
          drift: {signals: [{signal: score, statistic: kolmogorov}]} | :7: unknown statistic 'kolmogorov'; allowed: chi_square, jensen_shannon, kolmogorov_smirnov, psi, wasserstein
          retraining: {on: [pages]}                    | :7: unknown severity 'pages' (did you mean page?); allowed: page, warning
          retraining: {on: [[page]]}                   | :7: unknown severity ''; allowed: page, warning
          retraining: {launcher: kubernets}            | :7: unknown launcher 'kubernets' (did you mean kubernetes?); allowed: kubernetes, local, webhook
          retraining: {training: {epochs: 3}}          | :7: 'epochs' has no effect on the head alone, which is fitted to its optimum: leave it out, or set parameters to all or to names
          retraining: {training: {parameters: [all, bias]}} | :7: 'all' stands alone, without names
          retraining: {training: {parameters: 'a('}}   | :7: 'a(' is no regular expression: Unclosed group
          retraining: {training: {parameters: all, learningRate: 2}} | :7: 'learningRate' must be a number from 1.0E-8 to 1
          retraining: {training: {parameters: all, epoch: 2}} | :7: unknown key in training 'epoch' (did you mean epochs?)
          retraining: {launcher: argo}                 | :7: unknown launcher 'argo'; allowed: kubernetes, local, webhook
          retraining: {launcher: {kind: webhok}}       | :7: unknown launcher 'webhok' (did you mean webhook?); allowed: kubernetes, local, webhook
          retraining: {launcher: {memory: 4Gi}}        | :7: 'kind' is missing in launcher
          retraining: {launcher: {kind: local, memory: 4GB}} | :7: 'memory' must be a whole number of Mi or Gi, for example 512Mi or 4Gi
          retraining: {launcher: {kind: local, gpus: 1}} | :7: unknown key in launcher 'gpus'; allowed: deadline, kind, memory
          retraining: {launcher: {kind: kubernetes, gpu: 1}} | :7: unknown key in launcher 'gpu' (did you mean gpus?); allowed: cpu, deadline, gpus, image, kind, memory, ttl
          retraining: {launcher: {kind: kubernetes, cpu: 0}} | :7: 'cpu' must be a number from 0.1 to 1024
          retraining: {launcher: {kind: webhook, url: x}} | :7: unknown key in launcher 'url'; allowed: deadline, kind
          retraining: {launcher: {kind: webhook, deadline: PT0S}} | :7: 'deadline' must be an ISO-8601 duration of at least PT1S
          retraining: {minimumPerGroup: -1}            | :7: 'minimumPerGroup' must be a whole number from 0 to 1000000000
          retraining: {attempts: 0}                    | :7: 'attempts' must be a whole number from 1 to 10
          retraining: {promotion: never}               | :7: unknown promotion 'never'; allowed: automatic, manual
          retraining: {expires: a week}                | :7: 'expires' must be an ISO-8601 duration of at least PT0S
          retraining: {rollbackWithin: 1h}             | :7: 'rollbackWithin' must be an ISO-8601 duration of at least PT0S
          retraining: {shadow: {share: 0}}             | :7: 'share' must be a number from 1.0E-4 to 1
          retraining: {shadow: {atLeast: ten}}         | :7: 'atLeast' must be an ISO-8601 duration of at least PT0S
          retraining: {shadow: {labelled: 0}}          | :7: 'labelled' must be a whole number from 1 to 1000000
          retraining: {store: {keep: 3}}               | :7: a store is at a 'path' or at a 'uri', one of them
          retraining: {store: {path: a, uri: 's3://b1b/c'}} | :7: a store is at a 'path' or at a 'uri', one of them
          retraining: {store: {uri: 'ftp://models'}}   | :7: 'uri' must be s3://BUCKET/PREFIX
          retraining: {store: {path: a, keep: 0}}      | :7: 'keep' must be a whole number from 1 to 1000
          retraining: {shadow: {hours: 2}}             | :7: unknown key in shadow 'hours'; allowed: atLeast, labelled, share
          model: again                                 | :7: 'model' is given twice in the policy
          """)
  void shouldRefuseWithFileLineAndAllowedValuesWhenALineIsWrong(String line, String problem)
      throws IOException {
    // Given
    Path file = file(VALID + line + "\n");
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(file + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{from: 2026-03-01, until: noon, why: x}",
        "{from: 2026-03-01, why: x}",
        "{from: noon, until: 2026-03-01, every: PT1H, why: x}"
      })
  void shouldSayOneThingWhenATimeOfASilenceCannotBeRead(String silence) throws IOException {
    // Given
    Path file = file(VALID + "alerts: {silences: [" + silence + "]}\n");
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOfSatisfying(
            PolicyException.class, refused -> assertThat(refused.problems()).hasSize(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tier: {}                        | factor 'tier' needs either levels, of a text, or cuts, of a number
          tier: {levels: [A], cuts: [1]}  | factor 'tier' needs either levels, of a text, or cuts, of a number
          tier: {cuts: [1, high]}         | 'high' in cuts is not a number
          tier: {cuts: [2, 1]}            | 'cuts' must ascend
          tier: {cuts: [.inf]}            | is not a number
          tier: {cuts: [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]} | factor 'tier' has more than 16 levels
          sex: {levels: [A]}              | 'sex' is an attribute; a factor needs another name
          a*b: {levels: [A]}              | factor 'a*b' must not contain =, *, |, : or /
          """)
  void shouldSayWhatIsWrongWhenAFactorCannotBeRead(String factor, String problem)
      throws IOException {
    // Given
    Path file =
        file(
            "model: credit\nscoring: {source: provided}\noutcome: {favourable: [yes]}\n"
                + "groups:\n  attributes: [sex]\n  factors:\n    "
                + factor
                + "\n");
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {metric: demographic_parity_difference, tolerance: 2} | 'tolerance' must be a number from 0.001 to 0.999: the largest fair difference, either way
          {metric: equalized_odds_ratio, tolerance: 1.2}        | 'tolerance' must be a number from 0.001 to 0.999: the smallest fair ratio, smaller over larger
          {metric: bpsn_auc, tolerance: 0.2}                    | 'tolerance' must be a number from 0.5 to 0.999: the smallest fair value; 0.5 is chance
          {metric: theil_index, tolerance: 0}                   | 'tolerance' must be a number from 0.001 to 1: the largest fair value; 0 is equality
          {metric: accuracy_difference}                         | 'tolerance' is missing in fairness: for accuracy_difference the largest fair difference, either way
          {metric: representation, tolerance: 0.1}              | 'representation' needs groups.population: the share of each group to compare with
          {metric: accuracy, tolerance: 0.1}                    | unknown metric 'accuracy'
          {metric: theil_index, tolerance: 0.1, given: sex}     | 'theil_index' is not about one rate, so it cannot be compared within levels of 'sex'
          {metric: accuracy_difference, tolerance: 0.1, given: town} | unknown attribute or factor 'town'
          """)
  void shouldSayWhatAToleranceMeansWhenAFairnessRuleIsWrong(String rule, String problem)
      throws IOException {
    // Given
    Path file =
        file(
            """
            model: credit
            scoring: {source: provided}
            outcome: {favourable: ["yes"]}
            fairness:
              - %s
            """
                .formatted(rule));
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(file + ":5: " + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {attributes: [sex], population: {sex: {f: 0.5, m: 0.4}}}            | the shares of 'sex' in groups.population must add up to 1, not 0.9
          {attributes: [sex], population: {sex: {f: 1.5}}}                    | 'f' must be a number from 0 to 1
          {attributes: [sex], population: {age: {old: 1}}}                    | unknown attribute 'age'; allowed: sex
          {attributes: {sex: [f, m]}, population: {sex: {f: 0.5, none: 0.5}}} | unknown group 'none'; allowed: f, m
          """)
  void shouldRefuseThePopulationWhenItIsNoneOfTheGroups(String groups, String problem)
      throws IOException {
    // Given
    Path file =
        file(
            """
            model: credit
            scoring: {source: provided}
            outcome: {favourable: ["yes"]}
            groups: %s
            """
                .formatted(groups));
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(file + ":4: " + problem);
  }

  @Test
  void shouldNameEveryProblemWhenThereAreSeveral() throws IOException {
    // Given
    String yaml =
        """
        scoring: {source: robot}
        outcome: {favourable: []}
        fairness:
          - {metric: equal_chances, tolerance: 2}
        """;
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file(yaml)))
        .isInstanceOfSatisfying(
            PolicyException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.contains("'model' is missing"))
                    .anyMatch(
                        p ->
                            p.contains(
                                ":1: unknown source 'robot'; allowed: features, model, provided"))
                    .anyMatch(p -> p.contains("outcome.favourable is missing"))
                    .anyMatch(p -> p.contains(":4: unknown metric 'equal_chances'"))
                    .anyMatch(
                        p -> p.contains(":4: 'tolerance' must be a number from 0.001 to 0.999")));
  }

  @Test
  void shouldRefuseWhenTheFileIsNotYaml() throws IOException {
    // Given
    Path file = file("model: [unclosed\n");
    // When, Then
    assertThatThrownBy(() -> PolicyReader.read(file))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("is not YAML");
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), yaml);
  }
}
