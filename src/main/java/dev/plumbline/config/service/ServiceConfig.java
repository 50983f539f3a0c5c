package dev.plumbline.config.service;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.stage.redact.keys.KeysetSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one process runs: {@code plumbline.yaml}.
 *
 * @param streams how it reaches Kafka and where its state survives restarts
 * @param policies policy files
 * @param sinks where alerts are delivered, by name
 */
public record ServiceConfig(
    StreamsSettings streams,
    List<Path> policies,
    Http http,
    Redact redact,
    Retrain retrain,
    Map<String, Sink> sinks) {

  /**
   * Where metrics, health and the live page are served.
   *
   * @param access where, and who may use it
   * @param explain whether whoever may use it may have texts explained
   */
  public record Http(HttpAccess access, boolean explain) {}

  /**
   * The redact section.
   *
   * @param allowedHeaders record headers that are kept
   * @param phoneRegions regions whose national phone numbers are detected
   * @param sealingKeyset public keyset for dead letters' payloads; null seals nothing
   * @param hashKeyset keyset of hashes and pseudonyms; null makes one up at every start
   * @param encryptKeyset keyset of reversible tokens; null refuses policies that encrypt
   */
  public record Redact(
      List<String> allowedHeaders,
      List<String> phoneRegions,
      @Nullable KeysetSource sealingKeyset,
      @Nullable KeysetSource hashKeyset,
      @Nullable KeysetSource encryptKeyset) {
    public Redact {
      allowedHeaders = List.copyOf(allowedHeaders);
      phoneRegions = List.copyOf(phoneRegions);
    }
  }

  /**
   * The retrain section.
   *
   * @param workDirectory where every job has a folder of its own
   * @param timeLimit after which a trainer is stopped, where its policy says nothing
   */
  public record Retrain(Path workDirectory, Duration timeLimit, Launchers launchers) {}

  /** What launchers need that start trainers elsewhere; those that are null there are not. */
  public record Launchers(@Nullable TrainerCluster kubernetes, @Nullable TrainerWebhook webhook) {

    public static final Launchers NONE = new Launchers(null, null);
  }

  /**
   * Where trainers run as Kubernetes Jobs.
   *
   * @param podTemplate a YAML file of kind Pod
   * @param namespace null for the service's own
   * @param gpuResource what a GPU is called on the nodes
   */
  public record TrainerCluster(Path podTemplate, @Nullable String namespace, String gpuResource) {}

  /**
   * A pipeline of somebody else's that trains.
   *
   * @param url where it is asked
   * @param secretFile signs what it is asked, and what it answers
   * @param callback this service's address, as the pipeline reaches it
   * @param authorizationFile the header with which the pipeline's server knows us; null sends none
   * @param bodyFile the form of the body; null posts the request as it is
   */
  public record TrainerWebhook(
      URI url,
      Path secretFile,
      URI callback,
      @Nullable Path authorizationFile,
      @Nullable Path bodyFile) {

    /** Without the address, whose path may be a secret. */
    @Override
    public String toString() {
      return "TrainerWebhook[host=%s]".formatted(url.getHost());
    }
  }

  /**
   * Where alerts are delivered, by the name that policies use.
   *
   * @param url null when the protocol has one of its own or the secret is the address
   * @param secretFile what signs a webhook's bodies, PagerDuty's integration key or Slack's address
   * @param severity least severity delivered
   * @param dashboardUrl link that goes with every alert
   */
  public record Sink(
      SinkType type,
      @Nullable URI url,
      @Nullable Path secretFile,
      Alert.Severity severity,
      @Nullable String dashboardUrl,
      Rate rate) {

    /** Without the address, whose path is often a secret. */
    @Override
    public String toString() {
      return "Sink[type=%s, host=%s, severity=%s, rate=%s]"
          .formatted(type, url == null ? null : url.getHost(), severity, rate);
    }
  }

  /** At most so many messages in any span of that length. */
  public record Rate(int atMost, Duration per) {}

  /** Protocols of sinks. */
  public enum SinkType {
    WEBHOOK,
    ALERTMANAGER,
    PAGERDUTY,
    SLACK,
    /** A second party, which is told the heads of the chain over the pane counts. */
    WITNESS;

    /**
     * The rate of a sink that names none: Slack takes one post a second of a webhook, PagerDuty
     * about 120 events a minute of an integration.
     */
    public Rate rate() {
      return this == SLACK
          ? new Rate(1, Duration.ofSeconds(1))
          : new Rate(60, Duration.ofMinutes(1));
    }
  }

  public ServiceConfig {
    sinks = Map.copyOf(sinks);
    policies = List.copyOf(policies);
  }
}
