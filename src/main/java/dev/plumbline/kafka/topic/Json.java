package dev.plumbline.kafka.topic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Inference;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.CellCounts;

/**
 * The JSON of every topic and file: ISO-8601 instants and durations, enum constants in lower case,
 * map entries sorted (the same value is always the same bytes), unknown fields tolerated on read, a
 * number is not a string.
 */
public final class Json {

  /** Thread-safe; use its readers and writers on hot paths. */
  public static final JsonMapper MAPPER = mapper();

  private Json() {}

  private static JsonMapper mapper() {
    JsonMapper mapper =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .addMixIn(Inference.class, InferenceParts.class)
            .addMixIn(WindowMeasures.class, WindowMeasuresNames.class)
            .addMixIn(CellCounts.class, CellParts.class)
            .addMixIn(Alert.class, AlertParts.class)
            .addMixIn(AlertContext.class, AlertContextParts.class)
            .addMixIn(Incident.class, IncidentParts.class)
            .addMixIn(SequentialEvidence.class, EvidenceParts.class)
            .addMixIn(RetrainingJob.class, JobParts.class)
            .addMixIn(DeadLetter.class, DeadLetterParts.class)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
            .withCoercionConfig(
                LogicalType.Textual,
                config ->
                    config
                        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(100).maxStringLength(16 << 20).build());
    return mapper;
  }

  private abstract static class WindowMeasuresNames {
    @JsonProperty("final")
    abstract boolean isFinal();
  }
}
