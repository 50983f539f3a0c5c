package dev.plumbline.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.plumbline.cli.service.FlowStages;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.config.service.ServiceConfig;
import dev.plumbline.config.service.ServiceConfigReader;
import dev.plumbline.stage.redact.keys.KeysetSource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart, rendered by Helm itself and parsed by types that know every field of Kubernetes. */
class HelmChartTest {

  /** The intake is opened by whoever wants it. */
  private static final List<String> BY_DEFAULT =
      FlowStages.NAMES.stream().filter(stage -> !stage.equals("intake")).toList();

  @TempDir private Path folder;
  private Chart chart;

  @BeforeEach
  void inAFolder() {
    chart = new Chart(folder);
  }

  @Test
  void shouldLintWhenTheLeastIsSet() throws IOException {
    // When
    LintResult result = new Helm(chart.with(Chart.LEAST)).lint().strict().call();
    // Then
    assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
  }

  @Test
  void shouldRenderADeploymentForEveryStageWhenTheLeastIsSet() throws IOException {
    // When
    List<HasMetadata> rendered = chart.render(Chart.LEAST);
    // Then
    assertThat(names(of(rendered, Deployment.class)))
        .containsExactlyInAnyOrderElementsOf(
            BY_DEFAULT.stream().map(stage -> "plumb-" + stage).toList());
    assertThat(names(of(rendered, ServiceAccount.class))).hasSize(BY_DEFAULT.size());
    assertThat(names(of(rendered, NetworkPolicy.class))).hasSize(BY_DEFAULT.size());
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
  void shouldRefuseToRenderWhenNobodyIsAskedWhoTheyAre() {
    assertThatThrownBy(() -> chart.render(Chart.LEAST, "http: {insecure: false}\n"))
        .hasMessageContaining("set http.tokensSecret");
    assertThatThrownBy(() -> chart.render(Chart.LEAST, "http: {clientCertificates: true}\n"))
        .hasMessageContaining("needs http.tlsSecret");
  }

  @Test
  void shouldReadTokensAndKeysInEveryPodWhenThePortIsGuarded() throws IOException {
    // When
    List<HasMetadata> rendered = chart.render(Chart.EVERYTHING);
    // Then
    assertThat(withVolume(rendered, "http-tokens"))
        .containsExactlyInAnyOrderElementsOf(FlowStages.NAMES);
    assertThat(withVolume(rendered, "http-tls"))
        .containsExactlyInAnyOrderElementsOf(FlowStages.NAMES);
    for (Deployment deployment : of(rendered, Deployment.class)) {
      assertThat(container(deployment).getReadinessProbe().getHttpGet().getScheme())
          .isEqualTo("HTTPS");
    }
    assertThat(of(rendered, Service.class))
        .filteredOn(each -> each.getMetadata().getName().equals("plumb-intake"))
        .singleElement()
        .satisfies(
            each ->
                assertThat(each.getSpec().getSelector())
                    .containsEntry("app.kubernetes.io/component", "intake"));
  }

  @Test
  void shouldLeaveAStageOutWhenItIsDisabled() throws IOException {
    // When
    List<HasMetadata> rendered = chart.render(Chart.LEAST + "stages: {score: {enabled: false}}\n");
    // Then
    assertThat(rendered)
        .extracting(each -> each.getMetadata().getName())
        .doesNotContain("plumb-score");
    assertThat(of(rendered, Deployment.class)).hasSize(BY_DEFAULT.size() - 1);
  }

  @Test
  void shouldSelectItsOwnPodsOnlyWhenRendered() throws IOException {
    // When
    List<HasMetadata> rendered = chart.render(chart.withoutHooks(), Chart.EVERYTHING);
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
    assertThat(selected(pods, service.getSpec().getSelector())).isEqualTo(FlowStages.NAMES.size());
    Job topics = of(rendered, Job.class).get(0);
    assertThat(selected(List.of(topics.getSpec().getTemplate()), service.getSpec().getSelector()))
        .isZero();
  }

  @Test
  void shouldMountSecretsOnlyWhereTheyAreNeededWhenEverythingIsOn() throws IOException {
    // When
    List<HasMetadata> rendered = chart.render(Chart.EVERYTHING);
    // Then
    assertThat(withVolume(rendered, "keysets")).containsExactly("redact");
    assertThat(withVolume(rendered, "sinks")).containsExactly("alert");
    assertThat(withVolume(rendered, "models"))
        .containsExactlyInAnyOrder("redact", "score", "retrain");
    assertThat(withVolume(rendered, "retraining")).containsExactly("retrain");
    assertThat(withVolume(rendered, "kafka")).containsExactlyInAnyOrderElementsOf(FlowStages.NAMES);
    for (Deployment deployment : of(rendered, Deployment.class)) {
      boolean gpu = container(deployment).getResources().getLimits().containsKey("nvidia.com/gpu");
      assertThat(gpu).isEqualTo(stage(deployment).equals("score"));
    }
  }

  @Test
  void shouldRunWithoutPrivilegesAndBeProbedWhenRendered() throws IOException {
    for (Deployment deployment : of(chart.render(Chart.EVERYTHING), Deployment.class)) {
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
        of(chart.render(Chart.EVERYTHING), ConfigMap.class).stream()
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
    assertThat(config.streams().bootstrapServers()).isEqualTo("a:9092,b:9092");
    assertThat(config.streams().overrides())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "PLAIN");
    assertThat(config.http().access().port()).isEqualTo(8080);
    assertThat(config.redact().sealingKeyset())
        .isEqualTo(new KeysetSource.InFile(Path.of("/etc/plumbline/keysets/sealing.json")));
    assertThat(config.sinks().get("pager").secretFile())
        .isEqualTo(Path.of("/etc/plumbline/sinks/pager"));
    assertThat(config.sinks()).containsOnlyKeys("pager", "duty", "chat", "am");
    assertThat(config.sinks().get("duty").rate())
        .isEqualTo(new ServiceConfig.Rate(20, Duration.ofMinutes(1)));
    assertThat(config.retrain().workDirectory())
        .isEqualTo(Path.of("/var/lib/plumbline/retraining"));
    Path policy = Files.writeString(folder.resolve("employment.yaml"), data.get("employment.yaml"));
    assertThat(PolicyReader.read(policy).model()).isEqualTo("employment");
    assertThat(config.policies())
        .containsExactly(Path.of("/etc/plumbline/policies/employment.yaml"));
  }

  /** A baseline must lie where the policy says, in every pod: all of them read the policies. */
  @Test
  void shouldMountPoliciesFilesInEveryPodWhenThereAreAny() throws IOException {
    // Given
    String baseline = "{\"model\": \"employment\",\n \"signals\": {\"a: b\": 1}}\n";
    String values =
        "policyFilesConfigMap: large\npolicyFiles:\n  employment.json: |\n" + baseline.indent(4);
    // When
    List<HasMetadata> rendered = chart.render(Chart.LEAST, values);
    // Then
    ConfigMap files =
        of(rendered, ConfigMap.class).stream()
            .filter(map -> map.getMetadata().getName().equals("plumb-policy-files"))
            .findFirst()
            .orElseThrow();
    assertThat(files.getData()).isEqualTo(Map.of("employment.json", baseline));
    assertThat(withVolume(rendered, "policy-files"))
        .containsExactlyInAnyOrderElementsOf(BY_DEFAULT);
    for (Deployment deployment : of(rendered, Deployment.class)) {
      assertThat(container(deployment).getVolumeMounts())
          .anySatisfy(
              mount -> {
                assertThat(mount.getName()).isEqualTo("policy-files");
                assertThat(mount.getMountPath()).isEqualTo("/etc/plumbline/files");
              });
      assertThat(deployment.getSpec().getTemplate().getSpec().getVolumes())
          .filteredOn(volume -> volume.getName().equals("policy-files"))
          .flatExtracting(volume -> volume.getProjected().getSources())
          .extracting(source -> source.getConfigMap().getName())
          .containsExactly("plumb-policy-files", "large");
    }
    assertThat(withVolume(chart.render(Chart.LEAST), "policy-files")).isEmpty();
  }

  @Test
  void shouldLetRetrainAloneMakeJobsWhenTrainersRunAsJobs() throws IOException {
    // When
    List<HasMetadata> rendered = chart.render(Chart.LEAST, Chart.TRAINERS);
    // Then
    Role role = of(rendered, Role.class).get(0);
    assertThat(role.getRules())
        .extracting(rule -> rule.getResources() + " " + rule.getVerbs())
        .containsExactly("[jobs] [get, list, watch, create, delete]", "[pods] [get, list]");
    RoleBinding binding = of(rendered, RoleBinding.class).get(0);
    assertThat(binding.getRoleRef().getName()).isEqualTo(role.getMetadata().getName());
    assertThat(binding.getSubjects())
        .extracting(subject -> subject.getKind() + " " + subject.getName())
        .containsExactly("ServiceAccount plumb-retrain");
    for (Deployment deployment : of(rendered, Deployment.class)) {
      assertThat(deployment.getSpec().getTemplate().getSpec().getAutomountServiceAccountToken())
          .isEqualTo(stage(deployment).equals("retrain"));
    }
    assertThat(withVolume(rendered, "pipeline")).containsExactly("retrain");
    NetworkPolicy stage = named(rendered, NetworkPolicy.class, "plumb-retrain");
    assertThat(stage.getSpec().getEgress().subList(2, 4))
        .extracting(
            rule -> rule.getPorts().stream().map(port -> port.getPort().getIntVal()).toList())
        .containsExactly(List.of(443, 6443), List.of(443));
    Service callback = named(rendered, Service.class, "plumb-retrain");
    assertThat(callback.getSpec().getSelector())
        .containsEntry("app.kubernetes.io/component", "retrain");
    assertThat(of(chart.render(Chart.LEAST), Role.class)).isEmpty();
    assertThat(of(chart.render(Chart.LEAST), RoleBinding.class)).isEmpty();
  }

  @Test
  void shouldGiveTrainersTheirFilesAndNothingElseWhenTheyRunAsJobs() throws IOException {
    // Given
    List<HasMetadata> rendered = chart.render(Chart.LEAST, Chart.TRAINERS);
    String template =
        named(rendered, ConfigMap.class, "plumb-config").getData().get("trainer-pod.yaml");
    // When
    Pod pod = Chart.STRICT.readValue(template, Pod.class);
    // Then
    Container trainer = pod.getSpec().getContainers().get(0);
    Container stage = container(named(rendered, Deployment.class, "plumb-retrain"));
    assertThat(stage.getVolumeMounts())
        .as("paths mean the same on both sides")
        .containsAll(trainer.getVolumeMounts());
    assertThat(trainer.getVolumeMounts())
        .extracting(mount -> mount.getMountPath())
        .containsExactlyInAnyOrder(
            "/etc/plumbline/policies",
            "/etc/plumbline/files",
            "/models",
            "/var/lib/plumbline/retraining",
            "/tmp");
    assertThat(pod.getSpec().getVolumes())
        .extracting(volume -> volume.getName())
        .containsExactlyInAnyOrderElementsOf(
            trainer.getVolumeMounts().stream().map(mount -> mount.getName()).toList());
    assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getSpec().getNodeSelector()).containsEntry("pool", "gpu");
    assertThat(trainer.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    NetworkPolicy policy = named(rendered, NetworkPolicy.class, "plumb-trainer");
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getSpec().getEgress()).isEmpty();
    assertThat(policy.getSpec().getPodSelector().getMatchLabels())
        .containsEntry("app.kubernetes.io/name", "plumbline-trainer")
        .containsEntry("app.kubernetes.io/instance", "plumb");
    assertThat(pod.getMetadata().getLabels()).containsEntry("app.kubernetes.io/instance", "plumb");
  }

  @Test
  void shouldWriteALaunchersConfigurationThatTheServiceReadsWhenTrainersRunElsewhere()
      throws IOException {
    // Given
    ConfigMap map =
        named(chart.render(Chart.LEAST, Chart.TRAINERS), ConfigMap.class, "plumb-config");
    Path file =
        Files.writeString(folder.resolve("plumbline.yaml"), map.getData().get("plumbline.yaml"));
    // When
    ServiceConfig.Launchers launchers = ServiceConfigReader.read(file).retrain().launchers();
    // Then
    assertThat(launchers.kubernetes())
        .isEqualTo(
            new ServiceConfig.TrainerCluster(
                Path.of("/etc/plumbline/trainer-pod.yaml"), null, "nvidia.com/gpu"));
    assertThat(launchers.webhook())
        .isEqualTo(
            new ServiceConfig.TrainerWebhook(
                URI.create("https://argo.example/hook"),
                Path.of("/etc/plumbline/pipeline/signing"),
                URI.create("https://plumbline.example"),
                Path.of("/etc/plumbline/pipeline/authorization"),
                Path.of("/etc/plumbline/pipeline-body.json")));
    assertThat(map.getData()).containsEntry("pipeline-body.json", "{\"conf\": \"{request}\"}");
  }

  @Test
  void shouldReachKafkaOnItsPortsAndPagersFromAlertAloneWhenRendered() throws IOException {
    // Given
    String kafka = "kafka: {bootstrapServers: 'a:9093,b:9093'}\n";
    String peers =
        "networkPolicy: {kafkaPorts: [9094], kafkaPeers: [{ipBlock: {cidr: 10.0.0.0/8}}]}\n";
    // When
    List<NetworkPolicy> policies = of(chart.render(Chart.LEAST, kafka, peers), NetworkPolicy.class);
    // Then
    for (NetworkPolicy policy : policies) {
      List<NetworkPolicyEgressRule> egress = policy.getSpec().getEgress();
      boolean alert = policy.getMetadata().getName().equals("plumb-alert");
      assertThat(egress).hasSize(alert ? 3 : 2);
      assertThat(egress.get(1).getPorts())
          .extracting(port -> port.getPort().getIntVal())
          .containsExactly(9093, 9094);
      assertThat(egress.get(1).getTo().get(0).getIpBlock().getCidr()).isEqualTo("10.0.0.0/8");
    }
  }

  @Test
  void shouldNameTheJobOfTheRulesAndTheGroupsOfTheStagesWhenOperatorsAreUsed() throws IOException {
    // When
    List<JsonNode> custom =
        chart.custom(Chart.EVERYTHING, "autoscaling: {authenticationRef: kafka-auth}\n");
    // Then
    JsonNode monitor =
        custom.stream()
            .filter(each -> each.at("/kind").asText().equals("ServiceMonitor"))
            .findFirst()
            .orElseThrow();
    Service service = of(chart.render(Chart.EVERYTHING), Service.class).get(0);
    assertThat(service.getMetadata().getLabels())
        .containsEntry(monitor.at("/spec/jobLabel").asText(), "plumbline");
    List<JsonNode> scaled =
        custom.stream().filter(each -> each.at("/kind").asText().equals("ScaledObject")).toList();
    assertThat(scaled)
        .extracting(each -> each.at("/spec/triggers/0/metadata/consumerGroup").asText())
        .containsExactlyInAnyOrderElementsOf(
            FlowStages.NAMES.stream()
                .map(stage -> stage.equals("intake") ? "" : "plumbline-" + stage)
                .toList());
    assertThat(scaled)
        .filteredOn(each -> !each.at("/metadata/name").asText().endsWith("-intake"))
        .allSatisfy(
            each ->
                assertThat(each.at("/spec/triggers/0/authenticationRef/name").asText())
                    .isEqualTo("kafka-auth"));
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
        "sinks: {p: {type: webhook}}| url",
        "sinks: {p: {type: pagerduty}}| secretFile",
        "sinks: {p: {type: slack, url: 'https://hooks/T0', secretFile: /etc/plumbline/sinks/p}}| url",
        "sinks: {p: {type: pagerduty, secretFile: /etc/plumbline/sinks/p}}| sinksSecret",
        "sinks: {p: {type: webhook, url: 'http://x', rate: {atMost: 0, per: PT1M}}}| atMost",
        "policies: {credit.json: x}| credit.json",
        "policyFiles: {'a/b': x}| a/b",
        "networkPolicy: {kafkaPorts: [70000]}| kafkaPorts",
        "stages: {retrain: {kubernetes: {enabled: true}}}| existingClaim",
        "stages: {retrain: {webhook: {url: 'ftp://x'}}}| url",
        "stages: {retrain: {webhook: {url: 'http://x', existingSecret: s}}}| callback",
        "stages: {retrain: {webhook: {url: 'http://x', callback: 'http://y'}}}| existingSecret",
        "scoer: {}| scoer",
      })
  void shouldRefuseWhenAValueIsWrong(String line, String named) {
    assertThatThrownBy(() -> chart.render(Chart.LEAST, line + "\n")).hasMessageContaining(named);
  }

  @Test
  void shouldNotParseAManifestWhenAFieldIsUnknown() {
    String manifest =
        "kind: Deployment\nspec: {template: {spec: {containers: [{name: a, imag: b}]}}}\n";
    assertThatThrownBy(() -> Chart.STRICT.readValue(manifest, Deployment.class))
        .hasMessageContaining("imag");
  }

  private static <T extends HasMetadata> List<T> of(List<HasMetadata> rendered, Class<T> kind) {
    return rendered.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static <T extends HasMetadata> T named(
      List<HasMetadata> rendered, Class<T> kind, String name) {
    return of(rendered, kind).stream()
        .filter(each -> each.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
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
