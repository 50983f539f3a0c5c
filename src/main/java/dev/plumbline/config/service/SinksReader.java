package dev.plumbline.config.service;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.config.service.ServiceConfig.Rate;
import dev.plumbline.config.service.ServiceConfig.Sink;
import dev.plumbline.config.service.ServiceConfig.SinkType;
import dev.plumbline.event.alert.Alert;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sinks of {@code plumbline.yaml}. Secrets stay in their files until the alert stage
 * starts: other stages' processes read this file too and must not be able to open them. No message
 * repeats an address.
 */
public final class SinksReader {

  private static final Duration LEAST_SPAN = Duration.ofSeconds(1);

  private SinksReader() {}

  static Map<String, Sink> read(ConfigSection sinks, Path file) {
    Map<String, Sink> byName = new TreeMap<>();
    try (sinks) {
      for (String name : sinks.entries()) {
        try (ConfigSection sink = sinks.section(name)) {
          byName.put(name, sink(sink, file));
        }
      }
    }
    return byName;
  }

  private static Sink sink(ConfigSection sink, Path file) {
    sink.requiredText("type");
    SinkType type = sink.choice("type", SinkType.class, SinkType.WEBHOOK);
    addresses(sink, type);
    return new Sink(
        type,
        url(sink, "url"),
        ServiceConfigReader.optional(sink, "secretFile", file),
        sink.choice("severity", Alert.Severity.class, Alert.Severity.PAGE),
        url(sink, "dashboardUrl") == null ? null : sink.text("dashboardUrl", ""),
        rate(sink, type));
  }

  /** What each protocol needs to know where to send and as whom. */
  private static void addresses(ConfigSection sink, SinkType type) {
    boolean url = sink.has("url");
    boolean secret = sink.has("secretFile");
    switch (type) {
      case WEBHOOK, WITNESS -> sink.requiredText("url");
      case ALERTMANAGER -> {
        sink.requiredText("url");
        if (secret) {
          sink.problem("secretFile", "'secretFile' has no use in a sink of type alertmanager");
        }
      }
      case PAGERDUTY -> {
        if (!secret) {
          sink.problem("secretFile", "'secretFile' is missing: a file with the integration key");
        }
      }
      case SLACK -> {
        if (url == secret) {
          sink.problem(
              "secretFile",
              url
                  ? "the webhook's address is given twice: keep 'secretFile', drop 'url'"
                  : "'secretFile' is missing: a file with the webhook's address (or 'url')");
        }
      }
    }
  }

  static @Nullable URI url(ConfigSection sink, String key) {
    if (!sink.has(key)) {
      return null;
    }
    try {
      URI url = new URI(sink.text(key, ""));
      if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
        sink.problem(key, "'" + key + "' must start with http:// or https:// and name a host");
      }
      return url;
    } catch (URISyntaxException e) {
      sink.problem(key, "'" + key + "' is no URL: " + e.getReason());
      return null;
    }
  }

  private static Rate rate(ConfigSection sink, SinkType type) {
    Rate otherwise = type.rate();
    if (!sink.has("rate")) {
      return otherwise;
    }
    try (ConfigSection rate = sink.section("rate")) {
      for (String key : List.of("atMost", "per")) {
        if (!rate.has(key)) {
          sink.problem("rate", "'" + key + "' is missing in rate: {atMost: 20, per: PT1M}");
        }
      }
      return new Rate(
          (int) rate.whole("atMost", otherwise.atMost(), 1, 100_000),
          rate.duration("per", otherwise.per(), LEAST_SPAN));
    }
  }
}
