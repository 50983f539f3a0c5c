package dev.plumbline.cli.service;

import dev.plumbline.file.YamlDocument;
import dev.plumbline.file.YamlSyntaxException;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code metrics.yaml} says: which of the many meters of Kafka's clients are served, and what
 * our own mean where the code that counts does not say it.
 */
final class MetricCatalogue implements MeterFilter {

  private static final String RESOURCE = "/metrics.yaml";
  private static final String KAFKA = "kafka.";

  private final Map<String, String> help = new HashMap<>();
  private final Set<String> kafka = new HashSet<>();
  private final Set<String> leftOut = new HashSet<>();

  MetricCatalogue() {
    Map<?, ?> yaml = read();
    if (yaml.get("help") instanceof Map<?, ?> texts) {
      texts.forEach((name, text) -> help.put(String.valueOf(name), String.valueOf(text)));
    }
    names(yaml.get("kafka"), kafka);
    names(yaml.get("left-out"), leftOut);
  }

  private static void names(@Nullable Object list, Set<String> to) {
    if (list instanceof List<?> names) {
      names.forEach(name -> to.add(String.valueOf(name)));
    }
  }

  private static Map<?, ?> read() {
    try (InputStream in = MetricCatalogue.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the jar holds no " + RESOURCE);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return YamlDocument.parse(text).values() instanceof Map<?, ?> map ? map : Map.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    } catch (YamlSyntaxException e) {
      throw new IllegalStateException(RESOURCE + ": " + e.reason(), e);
    }
  }

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    String name = id.getName();
    boolean served = name.startsWith(KAFKA) ? kafka.contains(name) : !leftOut.contains(name);
    return served ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    String text = help.get(id.getName());
    return text == null || id.getDescription() != null
        ? id
        : new Meter.Id(
            id.getName(), Tags.of(id.getTagsAsIterable()), id.getBaseUnit(), text, id.getType());
  }
}
