package dev.plumbline.stage.alert;

import dev.plumbline.kafka.topic.JsonSerde;
import dev.plumbline.stage.alert.chain.ChainState;
import dev.plumbline.stage.alert.chain.ChainStep;
import dev.plumbline.stage.alert.chain.GroupChain;
import dev.plumbline.stage.alert.chain.ModelChain;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** One model's chain in the stage's stores: a record for the model, one for each group. */
final class ChainStores implements ChainState {

  /** Model to {@link ModelChain}. */
  static final String MODELS = "alert_chain_models";

  /** Model, attribute and group to {@link GroupChain}. */
  static final String GROUPS = "alert_chain_groups";

  private final String model;
  private final KeyValueStore<String, ModelChain> models;
  private final KeyValueStore<String, GroupChain> groups;

  ChainStores(String model, ProcessorContext<?, ?> context) {
    this.model = model;
    this.models = context.getStateStore(MODELS);
    this.groups = context.getStateStore(GROUPS);
  }

  static Set<StoreBuilder<?>> builders() {
    return Set.of(builder(MODELS, ModelChain.class), builder(GROUPS, GroupChain.class));
  }

  private static <V> StoreBuilder<?> builder(String name, Class<V> type) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), new JsonSerde<>(type))
        .withCachingEnabled();
  }

  @Override
  public ModelChain model() {
    ModelChain chain = models.get(model);
    return chain == null ? ModelChain.START : chain;
  }

  void apply(ChainStep step) {
    step.groups().forEach((name, chain) -> groups.put(GroupStoreKeys.key(model, name), chain));
    models.put(model, step.model());
  }

  @Override
  public GroupChain group(GroupName name) {
    GroupChain chain = groups.get(GroupStoreKeys.key(model, name));
    return chain == null ? GroupChain.START : chain;
  }

  @Override
  public List<GroupName> groups() {
    List<GroupName> names = new ArrayList<>();
    try (KeyValueIterator<String, GroupChain> all =
        groups.range(GroupStoreKeys.first(model), GroupStoreKeys.end(model))) {
      all.forEachRemaining(entry -> names.add(GroupStoreKeys.name(model, entry.key)));
    }
    return names;
  }
}
