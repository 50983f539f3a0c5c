package dev.plumbline.stage.measure;

import dev.plumbline.kafka.streams.ProcessorWithStores;
import dev.plumbline.kafka.topic.Topic;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policies;
import dev.plumbline.stage.measure.fold.FoldOutput;
import dev.plumbline.stage.measure.fold.FoldProcessor;
import dev.plumbline.stage.measure.fold.FoldStores;
import dev.plumbline.stage.measure.merge.MergeOutput;
import dev.plumbline.stage.measure.merge.MergeProcessor;
import dev.plumbline.stage.measure.merge.MergeStores;
import dev.plumbline.stage.measure.unit.MergeInput;
import dev.plumbline.stage.measure.watermark.MeasureSettings;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Scored requests and outcomes in, panes' counts and windows' measures out. Two steps, because
 * tasks own requests and models own windows: the first folds, the second merges what the first
 * sends about once a second.
 */
public final class MeasureTopology {

  public static final String STAGE = MeasureSettings.STAGE;

  /**
   * Properties of this stage alone. Its two inputs may come in any order, so it need not wait for
   * the one that is empty: to ask at every record whether it still is would be an eighth of the
   * stage's time. It says something once a second, so it need not commit ten times in one, and what
   * it keeps may gather until then.
   */
  public static final Map<String, String> PROPERTIES =
      Map.of("max.task.idle.ms", "-1", "commit.interval.ms", "500", "producer.linger.ms", "100");

  private final Policies policies;
  private final MeasureSettings settings;
  private final MeterRegistry registry;
  private final InstantSource clock;

  public MeasureTopology(
      Policies policies, MeasureSettings settings, MeterRegistry registry, InstantSource clock) {
    this.policies = policies;
    this.settings = settings;
    this.registry = registry;
    this.clock = clock;
  }

  public Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, FoldOutput> folded =
        builder.stream(
                List.of(Topics.SCORED_REQUESTS.name(), Topics.REDACTED_OUTCOMES.name()),
                Consumed.with(Serdes.String(), Serdes.ByteArray())
                    .withName("read_scored_requests_and_outcomes"))
            .process(
                new ProcessorWithStores<>(
                    () -> new FoldProcessor(policies, settings, registry, clock),
                    kept(FoldStores.all())),
                Named.as("fold_into_panes"));
    keep(folded, FoldOutput.Rejected.class, "keep_rejected")
        .mapValues(FoldOutput.Rejected::letter, Named.as("take_dead_letter"))
        .to(Topics.DEAD_LETTERS.name(), produced(Topics.DEAD_LETTERS, "write_dead_letters"));
    KStream<String, MergeOutput> published =
        folded
            .filter((key, value) -> isToMerge(value), Named.as("keep_counted"))
            .mapValues(MeasureTopology::toMerge, Named.as("take_delta"))
            .repartition(
                Repartitioned.with(Serdes.String(), MergeStores.inputs())
                    .withName("pane_deltas_by_model"))
            .process(
                new ProcessorWithStores<>(
                    () -> new MergeProcessor(policies, settings, registry, clock),
                    kept(MergeStores.all())),
                Named.as("merge_panes"));
    keep(published, MergeOutput.Pane.class, "keep_panes")
        .mapValues(MergeOutput.Pane::counts, Named.as("take_pane_counts"))
        .to(Topics.PANE_COUNTS.name(), produced(Topics.PANE_COUNTS, "write_pane_counts"));
    keep(published, MergeOutput.Window.class, "keep_windows")
        .mapValues(MergeOutput.Window::measures, Named.as("take_window_measures"))
        .to(
            Topics.WINDOW_MEASURES.name(),
            produced(Topics.WINDOW_MEASURES, "write_window_measures"));
    return builder.build();
  }

  /** A replay that fails begins anew, so its stores need no changelogs. */
  private Set<StoreBuilder<?>> kept(Set<StoreBuilder<?>> stores) {
    if (settings.publication() == Publication.AT_END) {
      stores.forEach(StoreBuilder::withLoggingDisabled);
    }
    return stores;
  }

  private static boolean isToMerge(FoldOutput output) {
    return output instanceof FoldOutput.Counted || output instanceof FoldOutput.Candidates;
  }

  private static MergeInput toMerge(FoldOutput output) {
    if (output instanceof FoldOutput.Counted counted) {
      return new MergeInput.Delta(counted.delta());
    }
    return new MergeInput.Candidates(((FoldOutput.Candidates) output).units());
  }

  private static <V, T extends V> KStream<String, T> keep(
      KStream<String, V> stream, Class<T> type, String name) {
    return stream
        .filter((key, value) -> type.isInstance(value), Named.as(name))
        .mapValues(type::cast, Named.as(name + "_typed"));
  }

  private static <V> Produced<String, V> produced(Topic<V> topic, String name) {
    return Produced.with(topic.keySerde(), topic.valueSerde()).withName(name);
  }
}
