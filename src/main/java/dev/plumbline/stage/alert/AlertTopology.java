package dev.plumbline.stage.alert;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.kafka.streams.ProcessorWithStores;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Panes and windows in, alerts, incidents and heads of the chain out; per model, in order of event
 * time.
 */
public final class AlertTopology {

  public static final String STAGE = "alert";

  private final Policies policies;
  private final MeterRegistry registry;
  private final ChainHeadMetrics heads;

  public AlertTopology(Policies policies, MeterRegistry registry) {
    this.policies = policies;
    this.registry = registry;
    this.heads = new ChainHeadMetrics(registry);
  }

  public Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Object> watched =
        builder.stream(
                List.of(Topics.PANE_COUNTS.name(), Topics.WINDOW_MEASURES.name()),
                Consumed.with(Serdes.String(), Serdes.ByteArray())
                    .withTimestampExtractor(AlertTopology::eventTime)
                    .withName("read_panes_and_windows"))
            .process(
                new ProcessorWithStores<>(
                    () -> new WatchProcessor(policies, registry, heads), stores()),
                Named.as("watch_rules"));
    write(watched, Alert.class, Topics.ETHICS_ALERTS, "alerts");
    write(watched, Incident.class, Topics.INCIDENTS, "incidents");
    write(watched, ChainHead.class, Topics.CHAIN_HEADS, "heads");
    write(watched, DeadLetter.class, Topics.DEAD_LETTERS, "dead_letters");
    return builder.build();
  }

  private static Set<StoreBuilder<?>> stores() {
    Set<StoreBuilder<?>> stores = new LinkedHashSet<>(AlertStores.builders());
    stores.addAll(IncidentStores.builders());
    stores.addAll(ChainStores.builders());
    return stores;
  }

  private static long eventTime(ConsumerRecord<Object, Object> message, long partitionTime) {
    return message.value() instanceof byte[] value
        ? EvidenceTime.of(value, message.timestamp())
        : message.timestamp();
  }

  private static <V> void write(
      KStream<String, Object> from, Class<V> type, Topic<V> to, String name) {
    from.filter((key, value) -> type.isInstance(value), Named.as("keep_" + name))
        .mapValues(type::cast, Named.as("take_" + name))
        .to(to.name(), Produced.with(to.keySerde(), to.valueSerde()).withName("write_" + name));
  }
}
