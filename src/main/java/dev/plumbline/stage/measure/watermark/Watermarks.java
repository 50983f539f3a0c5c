package dev.plumbline.stage.measure.watermark;

import dev.plumbline.kafka.streams.InputOffsets.Extent;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.CountsDelta.Progress;
import dev.plumbline.stage.measure.watermark.MeasureSettings.Publication;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far one task's inputs have come, by model. In memory between two ticks; after a crash the
 * journal's contributions bring it up again.
 */
public final class Watermarks {

  private static final class OfModel {
    private final Map<MeasureInput, Long> newest = new EnumMap<>(MeasureInput.class);
    private final Idleness silence = new Idleness();

    void saw(MeasureInput input, long time) {
      newest.merge(input, time, Math::max);
    }
  }

  private final KeyValueStore<String, Long> store;
  private final MeasureSettings settings;
  private final Map<String, OfModel> models = new HashMap<>();
  private final Map<MeasureInput, ReadTicks> reading = new EnumMap<>(MeasureInput.class);
  private long ticks;

  public Watermarks(KeyValueStore<String, Long> store, MeasureSettings settings) {
    this.store = store;
    this.settings = settings;
  }

  /**
   * Counts a tick, by which silences are measured. Nothing is silent in a replay.
   *
   * @param extents how far an input has been read; empty when that is not known at present
   */
  public void tick(Function<MeasureInput, Optional<Extent>> extents) {
    ticks++;
    if (settings.publication() == Publication.LIVE) {
      for (MeasureInput input : MeasureInput.values()) {
        extents.apply(input).ifPresent(extent -> forInput(input).at(ticks, extent));
      }
    }
  }

  public void saw(String model, MeasureInput input, long time) {
    OfModel of = forModel(model);
    of.saw(input, time);
    of.silence.broken(input, ticks);
  }

  /** The same of something that was seen before a restart. */
  public void remembered(String model, MeasureInput input, long time) {
    forModel(model).saw(input, time);
  }

  /** How far one input has come, which is kept. */
  public Progress progress(String model, MeasureInput input) {
    OfModel of = forModel(model);
    String key = input.key(model);
    Long stored = store.get(key);
    Long newest = of.newest.get(input);
    if (newest != null && (stored == null || newest > stored)) {
      store.put(key, newest);
      stored = newest;
    }
    boolean ended =
        settings.publication() == Publication.AT_END
            ? settings.end().reached()
            : of.silence.longer(input, forInput(input).read(), idleTicks());
    return new Progress(stored == null ? Progress.NONE : stored, ended);
  }

  /**
   * What is to be said of a tick, in order; nothing when it holds neither counts nor progress that
   * was not told before.
   *
   * @param bytes of a part, about
   */
  public List<CountsDelta> toSay(CountsDelta delta, int bytes) {
    Idleness silence = forModel(delta.model()).silence;
    Progress before = silence.said();
    return silence.worthSaying(delta) ? delta.parts(bytes, before) : List.of();
  }

  /**
   * Event time that both inputs have passed. The two topics are read at different speeds, so a
   * prediction is kept until the outcomes have come as far (panes and windows do not wait for them,
   * see {@link PartitionWatermarks}); live traffic stops waiting for an input that fell silent.
   * Nothing is past in a replay: what is forgotten at a tick would depend on when the tick came.
   */
  public long passed(Progress requests, Progress outcomes) {
    if (settings.publication() == Publication.AT_END) {
      return Progress.NONE;
    }
    if (outcomes.idle()) {
      return requests.newest();
    }
    return requests.idle() ? outcomes.newest() : Math.min(requests.newest(), outcomes.newest());
  }

  private long idleTicks() {
    return settings.idleAfter().dividedBy(settings.tick());
  }

  private ReadTicks forInput(MeasureInput input) {
    return reading.computeIfAbsent(input, name -> new ReadTicks());
  }

  private OfModel forModel(String model) {
    return models.computeIfAbsent(model, name -> new OfModel());
  }
}
