package dev.plumbline.stage.alert;

import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.JsonSerde;
import dev.plumbline.stage.alert.incident.IncidentMemory;
import dev.plumbline.stage.alert.incident.IncidentStep;
import dev.plumbline.stage.alert.incident.ModelIncidents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** One model's incidents in the stage's stores, with the panes since which gaps may have been. */
final class IncidentStores implements IncidentMemory {

  /** Model to {@link ModelIncidents}. */
  static final String INCIDENTS = "incidents";

  /** Model and start to the pane. */
  static final String PANES = "incident_panes";

  /** Between the parts of a key; no name of a model has it. */
  private static final char SEPARATOR = '\0';

  private final String model;
  private final KeyValueStore<String, ModelIncidents> incidents;
  private final KeyValueStore<String, PaneCounts> panes;

  IncidentStores(String model, ProcessorContext<?, ?> context) {
    this.model = model;
    this.incidents = context.getStateStore(INCIDENTS);
    this.panes = context.getStateStore(PANES);
  }

  static Set<StoreBuilder<?>> builders() {
    return Set.of(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(INCIDENTS),
                Serdes.String(),
                new JsonSerde<>(ModelIncidents.class))
            .withCachingEnabled(),
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(PANES),
                Serdes.String(),
                new JsonSerde<>(PaneCounts.class))
            .withCachingEnabled());
  }

  @Override
  public ModelIncidents model() {
    ModelIncidents known = incidents.get(model);
    return known == null ? ModelIncidents.START : known;
  }

  @Override
  public List<PaneCounts> panesFrom(Instant start) {
    List<PaneCounts> found = new ArrayList<>();
    try (KeyValueIterator<String, PaneCounts> all = panes.range(key(start), end())) {
      all.forEachRemaining(entry -> found.add(entry.value));
    }
    return found;
  }

  /** Takes over what a step changed. */
  void apply(IncidentStep step) {
    if (step.changed()) {
      incidents.put(model, step.model());
    }
    PaneCounts pane = step.pane();
    if (pane != null) {
      panes.put(key(pane.pane().start()), pane);
      forget(step.forgetBefore());
    }
  }

  private void forget(Instant before) {
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, PaneCounts> all =
        panes.range(model + SEPARATOR, key(before.minusMillis(1)))) {
      all.forEachRemaining(entry -> old.add(entry.key));
    }
    old.forEach(panes::delete);
  }

  private String end() {
    return model + (char) (SEPARATOR + 1);
  }

  /** In order of time: no pane starts before 1970. */
  private String key(Instant start) {
    return model + SEPARATOR + "%016x".formatted(Math.max(0, start.toEpochMilli()));
  }
}
