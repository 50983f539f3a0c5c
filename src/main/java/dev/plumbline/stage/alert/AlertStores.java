package dev.plumbline.stage.alert;

import dev.plumbline.kafka.topic.JsonSerde;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.memory.GroupWatch;
import dev.plumbline.stage.alert.memory.ModelWatch;
import dev.plumbline.stage.alert.memory.WatchState;
import dev.plumbline.stage.alert.memory.WatchStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** One model's memory in the stage's stores: a record for the model, one for each group. */
final class AlertStores implements WatchState {

  /** Model to {@link ModelWatch}. */
  static final String MODELS = "alert_models";

  /** Model, attribute and group to {@link GroupWatch}. */
  static final String GROUPS = "alert_groups";

  private final String model;
  private final KeyValueStore<String, ModelWatch> models;
  private final KeyValueStore<String, GroupWatch> groups;

  AlertStores(String model, ProcessorContext<?, ?> context) {
    this.model = model;
    this.models = context.getStateStore(MODELS);
    this.groups = context.getStateStore(GROUPS);
  }

  static Set<StoreBuilder<?>> builders() {
    return Set.of(builder(MODELS, ModelWatch.class), builder(GROUPS, GroupWatch.class));
  }

  private static <V> StoreBuilder<?> builder(String name, Class<V> type) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), new JsonSerde<>(type))
        .withCachingEnabled();
  }

  @Override
  public ModelWatch model() {
    ModelWatch watch = models.get(model);
    return watch == null ? ModelWatch.START : watch;
  }

  /** Takes over what a step changed. */
  void apply(WatchStep step) {
    step.groups().forEach((name, watch) -> groups.put(GroupStoreKeys.key(model, name), watch));
    models.put(model, step.model());
  }

  @Override
  public GroupWatch group(GroupName name) {
    GroupWatch watch = groups.get(GroupStoreKeys.key(model, name));
    return watch == null ? GroupWatch.START : watch;
  }

  @Override
  public List<GroupName> groups() {
    List<GroupName> names = new ArrayList<>();
    try (KeyValueIterator<String, GroupWatch> all =
        groups.range(GroupStoreKeys.first(model), GroupStoreKeys.end(model))) {
      all.forEachRemaining(entry -> names.add(GroupStoreKeys.name(model, entry.key)));
    }
    return names;
  }
}
