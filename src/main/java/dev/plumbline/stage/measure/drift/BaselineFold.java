package dev.plumbline.stage.measure.drift;

import dev.plumbline.event.TimeSpan;
import dev.plumbline.kafka.topic.RecordReader.Refusal;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.drift.DriftSignal;
import dev.plumbline.stage.measure.accumulate.PaneAccumulator;
import dev.plumbline.stage.measure.counts.HistogramBins;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.record.RecordMeasurer;
import dev.plumbline.stage.measure.record.ScoredReader;
import dev.plumbline.stage.measure.record.ScoredRecord;
import dev.plumbline.stage.measure.record.SignalReader;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts scored records into a baseline exactly as the measure stage counts them into panes. The
 * order of records does not show.
 */
public final class BaselineFold {

  /** Records between two merges, which bound what was counted. */
  private static final int BATCH = 10_000;

  private final Policy policy;
  private final long from;
  private final long to;
  private final ScoredReader reader;
  private final RecordMeasurer measuring;
  private final Set<String> seen = new HashSet<>();
  private PaneAccumulator batch = new PaneAccumulator();
  private MeasureCounts merged = MeasureCounts.EMPTY;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /**
   * @param from earliest event time that counts; null for no bound
   * @param to event time before which it counts; null for no bound
   */
  public BaselineFold(Policy policy, @Nullable Instant from, @Nullable Instant to) {
    this.policy = policy;
    this.from = from == null ? Long.MIN_VALUE : from.toEpochMilli();
    this.to = to == null ? Long.MAX_VALUE : to.toEpochMilli();
    Policies one = Policies.of(List.of(policy));
    this.reader = new ScoredReader(SignalReader.needTexts(one), SignalReader.needFeatures(one));
    this.measuring = new RecordMeasurer(policy);
  }

  /**
   * Counts a value of {@code scored-requests}; another model's, another period's and a request that
   * was counted already are left out.
   *
   * @throws Refusal when it is no scored request
   */
  public void add(byte @Nullable [] value) throws Refusal {
    ScoredRecord record = reader.read(value);
    if (record.label().isEmpty()) {
      throw new Refusal("prediction_missing", "there is no prediction", null);
    }
    boolean within = record.time() >= from && record.time() < to;
    if (!within || !record.model().equals(policy.model()) || !seen.add(record.requestId())) {
      return;
    }
    first = Math.min(first, record.time());
    last = Math.max(last, record.time());
    batch.add(measuring.measure(record));
    if (seen.size() % BATCH == 0) {
      merge();
    }
  }

  private void merge() {
    merged = merged.merge(batch.toCounts());
    batch = new PaneAccumulator();
  }

  /** Records counted so far. */
  public long records() {
    return seen.size();
  }

  /**
   * @throws IllegalStateException when no record was counted
   */
  public DriftBaseline baseline() {
    if (seen.isEmpty()) {
      throw new IllegalStateException("no record was counted");
    }
    merge();
    MeasureCounts counts = merged.bounded();
    SignalHistograms distributions = SignalHistograms.of(counts);
    Map<String, Map<String, Long>> signals = new TreeMap<>();
    for (DriftPopulation of : DriftPopulation.of(policy, counts.groups().values())) {
      DriftSignal signal = of.rule().signal();
      signals.put(
          DriftBaseline.key(signal.name(), of.attribute(), of.group()),
          HistogramBins.of(distributions.histogram(signal, of.attribute(), of.group())));
    }
    return new DriftBaseline(policy.model(), policy.version(), period(), seen.size(), signals, "");
  }

  private TimeSpan period() {
    return new TimeSpan(
        Instant.ofEpochMilli(from == Long.MIN_VALUE ? first : from),
        Instant.ofEpochMilli(to == Long.MAX_VALUE ? last + 1 : to));
  }
}
