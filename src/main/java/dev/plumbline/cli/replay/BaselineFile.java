package dev.plumbline.cli.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.drift.DriftBaseline;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a baseline is written: readable, sorted, plain ASCII, the same bytes on every machine. */
public final class BaselineFile {

  /** The one character of ASCII that JSON may hold as it is and YAML may not. */
  private static final String DELETE = "\u007F";

  private BaselineFile() {}

  public static String text(DriftBaseline baseline) throws JsonProcessingException {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("model", baseline.model());
    file.put("policyVersion", baseline.policyVersion());
    file.put("period", baseline.period());
    file.put("records", baseline.records());
    file.put("signals", baseline.signals());
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    String json =
        Json.MAPPER
            .writer(new DefaultPrettyPrinter().withObjectIndenter(lines))
            .with(JsonWriteFeature.ESCAPE_NON_ASCII)
            // Headings first; the maps of signals and bins are sorted already.
            .without(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(file);
    return json.replace(DELETE, "\\u007F") + "\n";
  }
}
