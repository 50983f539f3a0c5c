package dev.plumbline.config.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.config.section.PolicyException;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.stage.redact.keys.KeysetSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class ServiceConfigReaderTest {

  private static final String LEAST =
      """
      kafka: {bootstrapServers: "broker:9092"}
      policies: [card-support.yaml]
      """;

  @TempDir private Path folder;

  @Test
  void shouldTakeDefaultsWhenLittleIsNamed() throws IOException {
    // When
    ServiceConfig config = read(LEAST);
    // Then
    assertThat(config.streams().bootstrapServers()).isEqualTo("broker:9092");
    assertThat(config.policies()).containsExactly(folder.resolve("card-support.yaml"));
    assertThat(config.streams().stateDirectory()).isEqualTo(folder.resolve("state"));
    assertThat(config.streams().instanceId()).isEqualTo("plumbline");
    assertThat(config.streams().threads()).isEqualTo(1);
    assertThat(config.streams().replicationFactor()).isEqualTo(-1);
    assertThat(config.http())
        .isEqualTo(new ServiceConfig.Http(HttpAccess.open("127.0.0.1", 8080), false));
    assertThat(config.redact().phoneRegions()).containsExactly("US", "GB");
    assertThat(config.redact().sealingKeyset()).isNull();
    assertThat(config.retrain().workDirectory()).isEqualTo(folder.resolve("retraining"));
    assertThat(config.retrain().timeLimit()).isEqualTo(Duration.ofHours(1));
    assertThat(config.sinks()).isEmpty();
  }

  @Test
  void shouldTakeEverythingWhenEverythingIsNamed() throws IOException {
    // When
    ServiceConfig config =
        read(
            """
            kafka: {bootstrapServers: "a:1,b:2", properties: {security.protocol: SSL}}
            policies: [a.yaml, /etc/b.yaml]
            stateDir: /var/lib/plumbline
            streams: {instanceId: pod-1, threads: 2, replicationFactor: 3}
            http: {host: 0.0.0.0, insecure: true, port: 9000, explain: true}
            redact:
              allowedHeaders: [trace]
              phoneRegions: [DE]
              sealingKeyset: s.json
              hashKeyset: h.json
              encryptKeyset: env:PLUMBLINE_ENCRYPT
            retrain:
              workDir: jobs
              timeLimit: PT10M
              kubernetes: {podTemplate: pod.yaml}
              webhook: {url: "https://argo.example/hook", secretFile: k, callback: "https://plumbline.example"}
            """);
    // Then
    assertThat(config.streams().overrides()).containsEntry("security.protocol", "SSL");
    assertThat(config.policies()).containsExactly(folder.resolve("a.yaml"), Path.of("/etc/b.yaml"));
    assertThat(config.streams().stateDirectory()).isEqualTo(Path.of("/var/lib/plumbline"));
    assertThat(config.streams().instanceId()).isEqualTo("pod-1");
    assertThat(List.of(config.streams().threads(), config.streams().replicationFactor()))
        .containsExactly(2, 3);
    assertThat(config.http())
        .isEqualTo(
            new ServiceConfig.Http(
                new HttpAccess("0.0.0.0", 9000, List.of(), null, null, true), true));
    assertThat(config.redact())
        .isEqualTo(
            new ServiceConfig.Redact(
                List.of("trace"),
                List.of("DE"),
                new KeysetSource.InFile(folder.resolve("s.json")),
                new KeysetSource.InFile(folder.resolve("h.json")),
                new KeysetSource.InVariable("PLUMBLINE_ENCRYPT")));
    assertThat(config.retrain())
        .isEqualTo(
            new ServiceConfig.Retrain(
                folder.resolve("jobs"),
                Duration.ofMinutes(10),
                new ServiceConfig.Launchers(
                    new ServiceConfig.TrainerCluster(
                        folder.resolve("pod.yaml"), null, "nvidia.com/gpu"),
                    new ServiceConfig.TrainerWebhook(
                        URI.create("https://argo.example/hook"),
                        folder.resolve("k"),
                        URI.create("https://plumbline.example"),
                        null,
                        null))));
  }

  @Test
  void shouldReadSecretPropertiesFromTheirFileWhenItIsNamed() throws IOException {
    // Given
    Files.writeString(folder.resolve("client.properties"), "sasl.jaas.config=secret\nacks=1\n");
    // When
    ServiceConfig config =
        read(
            """
            kafka: {bootstrapServers: b, propertiesFile: client.properties, properties: {acks: all}}
            policies: [a.yaml]
            """);
    // Then
    assertThat(config.streams().overrides())
        .containsEntry("sasl.jaas.config", "secret")
        .containsEntry("acks", "all");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retrain: {timeLimit: soon}| timeLimit",
        "retrain: {kubernetes: {}}| is missing in kubernetes",
        "retrain: {kubernetes: {template: p}}| unknown key in kubernetes 'template'",
        "retrain: {webhook: {url: 'http://x', callback: 'http://y'}}| is missing in webhook",
        "retrain: {webhook: {url: 'ftp://x', secretFile: k, callback: 'http://y'}}| must start with http",
        "http: {port: 70000}| port",
        "statedir: x| statedir",
        "redact: {phoneRegion: [US]}| phoneRegion",
      })
  void shouldNameTheLineAndWhatIsAllowedWhenAValueIsWrong(String line, String message) {
    assertThatThrownBy(() -> read(LEAST + line + "\n"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("plumbline.yaml:3")
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseWhenNoPolicyIsNamed() {
    assertThatThrownBy(() -> read("kafka: {bootstrapServers: b}\n"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("'policies' is missing");
  }

  private ServiceConfig read(String yaml) throws IOException {
    return ServiceConfigReader.read(Files.writeString(folder.resolve("plumbline.yaml"), yaml));
  }
}
