package dev.plumbline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The chart in helm/, rendered by Helm itself and parsed by types that know every field. */
final class Chart {

  private static final Path CHART = Path.of("helm/plumbline");

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "Deployment", Deployment.class,
          "ConfigMap", ConfigMap.class,
          "Service", Service.class,
          "ServiceAccount", ServiceAccount.class,
          "NetworkPolicy", NetworkPolicy.class,
          "PodDisruptionBudget", PodDisruptionBudget.class,
          "Role", Role.class,
          "RoleBinding", RoleBinding.class,
          "Job", Job.class);

  /** Of other projects; their fields are not known here. */
  private static final Set<String> CUSTOM = Set.of("ServiceMonitor", "ScaledObject");

  /** The types would keep unknown fields aside; without that place an unknown field is an error. */
  static final ObjectMapper STRICT =
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

  static final String LEAST =
      """
      image: {repository: registry.example/plumbline}
      kafka: {bootstrapServers: "kafka:9092"}
      http: {insecure: true}
      """;

  static final String EVERYTHING =
      """
      image: {repository: registry.example/plumbline, tag: "1.2.3", pullSecrets: [{name: pull}]}
      kafka: {bootstrapServers: "a:9092,b:9092", properties: {security.protocol: SASL_SSL}, existingSecret: kafka-client}
      redact: {keysetSecret: keysets, sealing: true, phoneRegions: [DE], allowedHeaders: [trace]}
      sinks:
        pager: {type: webhook, url: "https://pager/hook", secretFile: /etc/plumbline/sinks/pager, severity: page}
        duty: {type: pagerduty, secretFile: /etc/plumbline/sinks/duty, dashboardUrl: "https://grafana/d/1", rate: {atMost: 20, per: PT1M}}
        chat: {type: slack, secretFile: /etc/plumbline/sinks/chat, severity: warning}
        am: {type: alertmanager, url: "http://alertmanager:9093"}
      sinksSecret: pagers
      models: {existingClaim: models}
      http: {tokensSecret: tokens, tlsSecret: tls, clientCertificates: true, allowedHosts: [plumbline.example]}
      stages:
        intake: {enabled: true, replicas: 2}
        redact: {replicas: 3, nodeSelector: {disk: fast}, tolerations: [{key: a, operator: Exists}]}
        score: {gpu: {enabled: true, count: 2}}
        retrain: {existingClaim: candidates, timeLimit: PT2H}
      serviceMonitor: {enabled: true, tokenKey: prometheus, tlsConfig: {serverName: plumbline}}
      networkPolicy: {from: [{namespaceSelector: {matchLabels: {name: monitoring}}}]}
      autoscaling: {enabled: true}
      topicsJob: {enabled: true}
      """;

  /** Trainers elsewhere, in both ways. */
  static final String TRAINERS =
      """
      models: {existingClaim: models}
      policyFilesConfigMap: large
      stages:
        retrain:
          existingClaim: candidates
          kubernetes: {enabled: true, nodeSelector: {pool: gpu}, tolerations: [{key: gpu, operator: Exists}]}
          webhook:
            url: "https://argo.example/hook"
            callback: "https://plumbline.example"
            existingSecret: pipeline
            authorization: true
            body: '{"conf": "{request}"}'
      """;

  private final Path folder;

  Chart(Path folder) {
    this.folder = folder;
  }

  List<HasMetadata> render(String... values) throws IOException {
    return render(CHART, values);
  }

  List<HasMetadata> render(Path chart, String... values) throws IOException {
    List<HasMetadata> rendered = new ArrayList<>();
    for (JsonNode node : documents(chart, values)) {
      if (!CUSTOM.contains(node.get("kind").asText())) {
        Class<? extends HasMetadata> kind = KINDS.get(node.get("kind").asText());
        assertThat(kind).as(node.get("kind").asText()).isNotNull();
        rendered.add(STRICT.treeToValue(node, kind));
      }
    }
    return rendered;
  }

  /** Those of kinds that Kubernetes itself does not have. */
  List<JsonNode> custom(String... values) throws IOException {
    return documents(CHART, values).stream()
        .filter(node -> CUSTOM.contains(node.get("kind").asText()))
        .toList();
  }

  private List<JsonNode> documents(Path chart, String... values) throws IOException {
    var template = new Helm(chart).template().withName("plumb").withKubeVersion("1.30.0");
    template.withValuesFile(values("policies:\n  employment.yaml: |\n" + policy()));
    for (String each : values) {
      template.withValuesFile(values(each));
    }
    List<JsonNode> documents = new ArrayList<>();
    for (String document : template.call().split("(?m)^---\\s*$")) {
      JsonNode node = STRICT.readTree(document);
      if (node != null && node.has("kind")) {
        documents.add(node);
      }
    }
    return documents;
  }

  /** Hooks are rendered apart and not handed out, so the copy calls them something else. */
  Path withoutHooks() throws IOException {
    Path job = copy().resolve("templates/topics.yaml");
    Files.writeString(job, Files.readString(job).replace("helm.sh/hook", "example/hook"));
    return job.getParent().getParent();
  }

  /** A copy of the chart with these among its values, because lint takes none of its own. */
  Path with(String values) throws IOException {
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

  private static String policy() throws IOException {
    return Files.readString(Path.of("src/main/resources/demo/employment.yaml")).indent(4);
  }

  private Path values(String yaml) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "values", ".yaml"), yaml);
  }
}
