package dev.plumbline.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.ServiceConfig;
import dev.plumbline.config.ServiceConfigReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart, rendered by Helm itself and parsed by types that know every field of Kubernetes. */
class HelmChartTest {

  private static final Path CHART = Path.of("helm/plumbline");
  private static final List<String> STAGES =
      List.of("alert", "measure", "redact", "retrain", "score");

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "Deployment", Deployment.class,
          "ConfigMap", ConfigMap.class,
          "Service", Service.class,
          "ServiceAccount", ServiceAccount.class,
          "NetworkPolicy", NetworkPolicy.class,
          "PodDisruptionBudget", PodDisruptionBudget.class,
          "Job", Job.class);

  /** Of other projects; their fields are not known here. */
  private static final Set<String> CUSTOM = Set.of("ServiceMonitor", "ScaledObject");

  /** The types would keep unknown fields aside; without that place an unknown field is an error. */
  private static final ObjectMapper STRICT =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              });

  private static final String LEAST =
      """
      image: {repository: registry.example/plumbline}
      kafka: {bootstrapServers: "kafka:9092"}
      """;

  private static final String EVERYTHING =
      """
      image: {repository: registry.example/plumbline, tag: "1.2.3", pullSecrets: [{name: pull}]}
      kafka: {bootstrapServers: "a:9092,b:9092", properties: {security.protocol: SASL_SSL}, existingSecret: kafka-client}
      redact: {keysetSecret: keysets, sealing: true, phoneRegions: [DE], allowedHeaders: [trace]}
      sinks: {pager: {type: webhook, url: "https://pager/hook", secretFile: /etc/plumbline/sinks/pager, severity: page}}
      sinksSecret: pagers
      models: {existingClaim: models}
      stages:
        redact: {replicas: 3, nodeSelector: {disk: fast}, tolerations: [{key: a, operator: Exists}]}
        score: {gpu: {enabled: true, count: 2}}
        retrain: {existingClaim: candidates, timeLimit: PT2H}
      serviceMonitor: {enabled: true}
      networkPolicy: {from: [{namespaceSelector: {matchLabels: {name: monitoring}}}]}
      autoscaling: {enabled: true}
      topicsJob: {enabled: true}
      """;

  @TempDir private Path folder;

  @Test
  void shouldLintWhenTheLeastIsSet() throws IOException {
    // When
    LintResult result = new Helm(chartWith(LEAST)).lint().strict().call();
    // Then
    assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
  }

  @Test
  void shouldRenderADeploymentForEveryStageWhenTheLeastIsSet() throws IOException {
    // When
    List<HasMetadata> rendered = render(LEAST);
    // Then
    assertThat(names(of(rendered, Deployment.class)))
        .containsExactlyInAnyOrderElementsOf(
            STAGES.stream().map(stage -> "plumb-" + stage).toList());
    assertThat(names(of(rendered, ServiceAccount.class))).hasSize(5);
    assertThat(names(of(rendered, NetworkPolicy.class))).hasSize(5);
    for (Deployment deployment : of(rendered, Deployment.class)) {
      String stage = stage(deployment);
      assertThat(container(deployment).getArgs())
          .containsExactly(
              "run",
              "--config=/etc/plumbline/plumbline.yaml",
              "--stages=" + stage,
              "--instance-id=$(POD_NAME)");
      assertThat(deployment.getSpec().getTemplate().getSpec().getServiceAccountName())
          .isEqualTo("plumb-" + stage);
      assertThat(container(deployment).getImage()).isEqualTo("registry.example/plumbline:0.1.0");
    }
  }

  @Test
  void shouldLeaveAStageOutWhenItIsDisabled() throws IOException {
    // When
    List<HasMetadata> rendered = render(LEAST + "stages: {score: {enabled: false}}\n");
    // Then
    assertThat(rendered)
        .extracting(each -> each.getMetadata().getName())
        .doesNotContain("plumb-score");
    assertThat(of(rendered, Deployment.class)).hasSize(4);
  }

  @Test
  void shouldSelectItsOwnPodsOnlyWhenRendered() throws IOException {
    // When
    List<HasMetadata> rendered = render(withoutHooks(), EVERYTHING);
    // Then
    List<PodTemplateSpec> pods =
        of(rendered, Deployment.class).stream().map(each -> each.getSpec().getTemplate()).toList();
    for (Deployment deployment : of(rendered, Deployment.class)) {
      assertThat(selected(pods, deployment.getSpec().getSelector().getMatchLabels())).isEqualTo(1);
    }
    for (NetworkPolicy policy : of(rendered, NetworkPolicy.class)) {
      assertThat(selected(pods, policy.getSpec().getPodSelector().getMatchLabels())).isEqualTo(1);
    }
    for (PodDisruptionBudget budget : of(rendered, PodDisruptionBudget.class)) {
      assertThat(selected(pods, budget.getSpec().getSelector().getMatchLabels())).isEqualTo(1);
    }
    Service service = of(rendered, Service.class).get(0);
    assertThat(selected(pods, service.getSpec().getSelector())).isEqualTo(5);
    Job topics = of(rendered, Job.class).get(0);
    assertThat(selected(List.of(topics.getSpec().getTemplate()), service.getSpec().getSelector()))
        .isZero();
  }

  @Test
  void shouldMountSecretsOnlyWhereTheyAreNeededWhenEverythingIsOn() throws IOException {
    // When
    List<HasMetadata> rendered = render(EVERYTHING);
    // Then
    assertThat(withVolume(rendered, "keysets")).containsExactly("redact");
    assertThat(withVolume(rendered, "sinks")).containsExactly("alert");
    assertThat(withVolume(rendered, "models")).containsExactlyInAnyOrder("score", "retrain");
    assertThat(withVolume(rendered, "retraining")).containsExactly("retrain");
    assertThat(withVolume(rendered, "kafka")).containsExactlyInAnyOrderElementsOf(STAGES);
    for (Deployment deployment : of(rendered, Deployment.class)) {
      boolean gpu = container(deployment).getResources().getLimits().containsKey("nvidia.com/gpu");
      assertThat(gpu).isEqualTo(stage(deployment).equals("score"));
    }
  }

  @Test
  void shouldRunWithoutPrivilegesAndBeProbedWhenRendered() throws IOException {
    for (Deployment deployment : of(render(EVERYTHING), Deployment.class)) {
      Container container = container(deployment);
      assertThat(
              deployment.getSpec().getTemplate().getSpec().getSecurityContext().getRunAsNonRoot())
          .isTrue();
      assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
      assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
      assertThat(container.getLivenessProbe().getHttpGet().getPath()).isEqualTo("/health/live");
      assertThat(container.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/health/ready");
      assertThat(container.getStartupProbe()).isNotNull();
      assertThat(container.getResources().getLimits()).containsKey("memory");
      Set<String> volumes =
          deployment.getSpec().getTemplate().getSpec().getVolumes().stream()
              .map(volume -> volume.getName())
              .collect(Collectors.toSet());
      assertThat(container.getVolumeMounts())
          .allSatisfy(mount -> assertThat(volumes).contains(mount.getName()));
    }
  }

  @Test
  void shouldWriteAConfigurationThatTheServiceReadsWhenEverythingIsOn() throws IOException {
    // Given
    Map<String, String> data =
        of(render(EVERYTHING), ConfigMap.class).stream()
            .flatMap(map -> map.getData().entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    Path secret = Files.writeString(folder.resolve("client.properties"), "sasl.mechanism=PLAIN\n");
    Path file =
        Files.writeString(
            folder.resolve("plumbline.yaml"),
            data.get("plumbline.yaml")
                .replace("/etc/plumbline/kafka/client.properties", secret.toString()));
    // When
    ServiceConfig config = ServiceConfigReader.read(file);
    // Then
    assertThat(config.bootstrapServers()).isEqualTo("a:9092,b:9092");
    assertThat(config.kafkaProperties())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "PLAIN");
    assertThat(config.http().port()).isEqualTo(8080);
    assertThat(config.redact().sealingKeyset())
        .isEqualTo(Path.of("/etc/plumbline/keysets/sealing.json"));
    assertThat(config.sinks().get("pager").secretFile())
        .isEqualTo(Path.of("/etc/plumbline/sinks/pager"));
    assertThat(config.retrain().workDirectory())
        .isEqualTo(Path.of("/var/lib/plumbline/retraining"));
    Path policy = Files.writeString(folder.resolve("employment.yaml"), data.get("employment.yaml"));
    assertThat(PolicyReader.read(policy).model()).isEqualTo("employment");
    assertThat(config.policies())
        .containsExactly(Path.of("/etc/plumbline/policies/employment.yaml"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "image: {repository: ''}| repository",
        "kafka: {bootstrapServers: kafka}| bootstrapServers",
        "kafka: {bootstrapServers: 'k:1', properties: {sasl.jaas.config: x}}| jaas",
        "stages: {score: {replicas: -1}}| replicas",
        "stages: {train: {enabled: true}}| train",
        "sinks: {p: {type: pigeon, url: 'http://x'}}| type",
        "policies: {credit.json: x}| credit.json",
        "scoer: {}| scoer",
      })
  void shouldRefuseWhenAValueIsWrong(String line, String named) {
    assertThatThrownBy(() -> render(LEAST, line + "\n")).hasMessageContaining(named);
  }

  private List<HasMetadata> render(String... values) throws IOException {
    return render(CHART, values);
  }

  private List<HasMetadata> render(Path chart, String... values) throws IOException {
    var template = new Helm(chart).template().withName("plumb").withKubeVersion("1.30.0");
    template.withValuesFile(values("policies:\n  employment.yaml: |\n" + policy()));
    for (String each : values) {
      template.withValuesFile(values(each));
    }
    List<HasMetadata> rendered = new ArrayList<>();
    for (String document : template.call().split("(?m)^---\\s*$")) {
      JsonNode node = STRICT.readTree(document);
      if (node != null && node.has("kind") && !CUSTOM.contains(node.get("kind").asText())) {
        Class<? extends HasMetadata> kind = KINDS.get(node.get("kind").asText());
        assertThat(kind).as(node.get("kind").asText()).isNotNull();
        rendered.add(STRICT.treeToValue(node, kind));
      }
    }
    return rendered;
  }

  /** Hooks are rendered apart and not handed out, so the copy calls them something else. */
  private Path withoutHooks() throws IOException {
    Path job = copy().resolve("templates/topics.yaml");
    Files.writeString(job, Files.readString(job).replace("helm.sh/hook", "example/hook"));
    return job.getParent().getParent();
  }

  /** A copy of the chart with these among its values, because lint takes none of its own. */
  private Path chartWith(String values) throws IOException {
    Path copy = copy();
    JsonNode all = STRICT.readTree(CHART.resolve("values.yaml").toFile());
    STRICT.readerForUpdating(all).readValue("policies:\n  employment.yaml: |\n" + policy());
    for (Map.Entry<String, JsonNode> section : STRICT.readTree(values).properties()) {
      STRICT.readerForUpdating(all.get(section.getKey())).readValue(section.getValue());
    }
    STRICT.writeValue(copy.resolve("values.yaml").toFile(), all);
    return copy;
  }

  private Path copy() throws IOException {
    Path copy = folder.resolve("plumbline");
    try (Stream<Path> files = Files.walk(CHART)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(CHART.relativize(file)));
      }
    }
    return copy;
  }

  @Test
  void shouldNotParseAManifestWhenAFieldIsUnknown() {
    String manifest =
        "kind: Deployment\nspec: {template: {spec: {containers: [{name: a, imag: b}]}}}\n";
    assertThatThrownBy(() -> STRICT.readValue(manifest, Deployment.class))
        .hasMessageContaining("imag");
  }

  private static String policy() throws IOException {
    return Files.readString(Path.of("src/main/resources/demo/employment.yaml")).indent(4);
  }

  private Path values(String yaml) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "values", ".yaml"), yaml);
  }

  private static <T extends HasMetadata> List<T> of(List<HasMetadata> rendered, Class<T> kind) {
    return rendered.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static List<String> names(List<? extends HasMetadata> resources) {
    return resources.stream().map(each -> each.getMetadata().getName()).toList();
  }

  private static long selected(List<PodTemplateSpec> pods, Map<String, String> labels) {
    return pods.stream()
        .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
        .count();
  }

  private static List<String> withVolume(List<HasMetadata> rendered, String volume) {
    return of(rendered, Deployment.class).stream()
        .filter(
            each ->
                each.getSpec().getTemplate().getSpec().getVolumes().stream()
                    .anyMatch(mounted -> mounted.getName().equals(volume)))
        .map(HelmChartTest::stage)
        .toList();
  }

  private static String stage(Deployment deployment) {
    return deployment.getMetadata().getLabels().get("app.kubernetes.io/component");
  }

  private static Container container(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
  }
}
