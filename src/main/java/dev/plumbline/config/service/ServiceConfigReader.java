package dev.plumbline.config.service;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.config.section.YamlFile;
import dev.plumbline.config.service.ServiceConfig.Redact;
import dev.plumbline.config.service.ServiceConfig.Retrain;
import dev.plumbline.http.access.HttpAccess;
import dev.plumbline.http.access.TlsFiles;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.stage.redact.keys.KeyPurpose;
import dev.plumbline.stage.redact.keys.KeysetSource;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code plumbline.yaml}; paths are relative to the file. */
public final class ServiceConfigReader {

  private ServiceConfigReader() {}

  /**
   * @throws PolicyException with every problem of the file
   */
  public static ServiceConfig read(Path file) {
    return read(file, YamlFile.read(file));
  }

  public static ServiceConfig read(Path file, YamlFile yaml) {
    ServiceConfig config;
    try (ConfigSection root = yaml.section("the service's configuration");
        ConfigSection kafka = root.section("kafka");
        ConfigSection streams = root.section("streams");
        ConfigSection http = root.section("http")) {
      config =
          new ServiceConfig(
              new StreamsSettings(
                  kafka.requiredText("bootstrapServers"),
                  beside(file, root.text("stateDir", "state")),
                  streams.text("instanceId", "plumbline"),
                  (int) streams.whole("threads", 1, 1, 256),
                  (int) streams.whole("replicationFactor", -1, -1, 32),
                  properties(kafka, file)),
              root.words("policies").stream().map(path -> beside(file, path)).toList(),
              new ServiceConfig.Http(access(http, file), http.flag("explain", false)),
              redact(root.section("redact"), file),
              retrain(root.section("retrain"), file),
              SinksReader.read(root.section("sinks"), file));
      if (config.policies().isEmpty()) {
        root.problem("policies", "'policies' is missing: a list of policy files");
      }
    }
    yaml.problems().throwIfAny();
    return config;
  }

  private static HttpAccess access(ConfigSection http, Path file) {
    HttpAccess access =
        new HttpAccess(
            http.text("host", "127.0.0.1"),
            (int) http.whole("port", 8080, 0, 65_535),
            http.words("allowedHosts"),
            file(http, "tokenFile", file),
            http.has("tls") ? tls(http.section("tls"), file) : null,
            http.flag("insecure", false));
    access.problem().ifPresent(problem -> http.problem("host", problem));
    return access;
  }

  private static TlsFiles tls(ConfigSection tls, Path file) {
    try (tls) {
      return new TlsFiles(
          beside(file, tls.requiredText("certificate")),
          beside(file, tls.requiredText("key")),
          file(tls, "clientCa", file));
    }
  }

  private static Retrain retrain(ConfigSection retrain, Path file) {
    try (retrain) {
      return new Retrain(
          beside(file, retrain.text("workDir", "retraining")),
          retrain.duration("timeLimit", Duration.ofHours(1), Duration.ofSeconds(1)),
          LaunchersReader.read(retrain, file));
    }
  }

  /**
   * Those in a file of their own, because they may be secret, and those in this file, which win.
   */
  private static Map<String, String> properties(ConfigSection kafka, Path file) {
    Map<String, String> properties = new TreeMap<>();
    Path secret = optional(kafka, "propertiesFile", file);
    if (secret != null) {
      Properties read = new Properties();
      try (Reader in = Files.newBufferedReader(secret)) {
        read.load(in);
        read.stringPropertyNames().forEach(key -> properties.put(key, read.getProperty(key)));
      } catch (IOException | IllegalArgumentException e) {
        kafka.problem("propertiesFile", "'propertiesFile' " + secret + " cannot be read");
      }
    }
    try (ConfigSection section = kafka.section("properties")) {
      section.entries().forEach(key -> properties.put(key, section.text(key, "")));
    }
    return properties;
  }

  private static Redact redact(ConfigSection redact, Path file) {
    try (redact) {
      List<String> regions = redact.words("phoneRegions");
      return new Redact(
          redact.words("allowedHeaders"),
          regions.isEmpty() ? List.of("US", "GB") : regions,
          keyset(redact, KeyPurpose.SEALING, file),
          keyset(redact, KeyPurpose.HASH, file),
          keyset(redact, KeyPurpose.ENCRYPT, file));
    }
  }

  private static @Nullable KeysetSource keyset(
      ConfigSection redact, KeyPurpose purpose, Path file) {
    String key = purpose.setting();
    return redact.has(key)
        ? KeysetSource.parse(redact.requiredText(key), path -> beside(file, path.toString()))
        : null;
  }

  private static @Nullable Path file(ConfigSection section, String key, Path file) {
    return section.has(key) ? beside(file, section.requiredText(key)) : null;
  }

  static @Nullable Path optional(ConfigSection section, String key, Path file) {
    return section.has(key) ? beside(file, section.text(key, "")) : null;
  }

  private static Path beside(Path file, String path) {
    return file.toAbsolutePath().resolveSibling(path).normalize();
  }
}
