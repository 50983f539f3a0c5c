package dev.plumbline.stage.retrain;

import dev.plumbline.event.RetrainingJob;
import dev.plumbline.kafka.topic.JsonSerde;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.demand.LabelCount;
import dev.plumbline.stage.retrain.demand.LabelledRecord;
import dev.plumbline.stage.retrain.gate.PairedPrediction;
import dev.plumbline.stage.retrain.job.JobEvidence;
import dev.plumbline.stage.retrain.job.JobState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Stores of the step that decides about jobs. */
final class JobStores {

  /** Model to {@link JobState}. */
  static final String STATE = "job_state";

  /** Model, attribute and group to {@link LabelCount}. */
  static final String COUNTS = "label_counts";

  /** Model, job and request to {@link PairedPrediction}. */
  static final String PAIRS = "shadow_pairs";

  /** Groups of a model that are counted; those that come later are in the totals only. */
  static final int MOST_GROUPS = 2000;

  /** Pairs that are kept of one trial; those that come later are not looked at. */
  static final int MOST_PAIRS = 50_000;

  // Between the parts of a key, and the character after it; no name of a model has it.
  private static final String BREAK = "\n";
  private static final String AFTER_BREAK = "\u000b";

  private final KeyValueStore<String, JobState> states;
  private final KeyValueStore<String, LabelCount> counts;
  private final KeyValueStore<String, PairedPrediction> pairs;

  // What the stores hold, so that a label costs no scan and no parsing of everything known.
  private final Map<String, JobState> newest = new HashMap<>();
  private final Map<String, Integer> groups = new HashMap<>();
  private final Map<String, Long> pairsByTrial = new HashMap<>();

  JobStores(ProcessorContext<?, ?> context) {
    states = context.getStateStore(STATE);
    counts = context.getStateStore(COUNTS);
    pairs = context.getStateStore(PAIRS);
    try (KeyValueIterator<String, PairedPrediction> all = pairs.all()) {
      all.forEachRemaining(
          entry -> {
            String[] parts = entry.key.split(BREAK, 3);
            pairsByTrial.merge(trial(parts[0], parts[1]), 1L, Long::sum);
          });
    }
  }

  static Set<StoreBuilder<?>> all() {
    return Set.of(
        store(STATE, new JsonSerde<>(JobState.class)),
        store(COUNTS, new JsonSerde<>(LabelCount.class)),
        store(PAIRS, new JsonSerde<>(PairedPrediction.class)));
  }

  private static <V> StoreBuilder<?> store(String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.String(), values)
        .withCachingEnabled();
  }

  JobState state(String model) {
    return newest.computeIfAbsent(
        model, name -> Optional.ofNullable(states.get(name)).orElse(JobState.START));
  }

  /** Pairs of jobs that are no longer on trial go with it. */
  void put(String model, JobState state) {
    JobState before = newest.put(model, state);
    if (!state.equals(before)) {
      states.put(model, state);
      forgetTrials(model, state);
    }
  }

  private void forgetTrials(String model, JobState state) {
    Set<String> going =
        state.onTrial().map(job -> trial(model, job.jobId())).collect(Collectors.toSet());
    List<String> over =
        pairsByTrial.keySet().stream()
            .filter(trial -> trial.startsWith(model + BREAK) && !going.contains(trial))
            .toList();
    for (String trial : over) {
      keysOf(pairs, trial).forEach(pairs::delete);
      pairsByTrial.remove(trial);
    }
  }

  private static String trial(String model, String jobId) {
    return model + BREAK + jobId;
  }

  /** Counts a labelled record, or corrects its label, and keeps what a trial makes of it. */
  void add(Policy policy, LabelledRecord record) {
    record.forEachGroup(
        policy.groups(), (attribute, group) -> count(policy, record, attribute, group));
    LabelledRecord.Trial trial = record.trial();
    if (trial != null) {
      state(policy.model())
          .onTrial(trial.challenger().modelVersion())
          .ifPresent(job -> addPair(job, record, trial));
    }
  }

  private void count(Policy policy, LabelledRecord record, String attribute, String group) {
    String key = String.join(BREAK, policy.model(), attribute, group);
    LabelCount known = counts.get(key);
    if (known == null && !isRoomFor(policy.model())) {
      return;
    }
    LabelCount before = known == null ? LabelCount.NONE : known;
    counts.put(key, before.plus(policy.outcome(), record));
  }

  private boolean isRoomFor(String model) {
    int known = groups.computeIfAbsent(model, name -> keysOf(counts, name).size());
    if (known >= MOST_GROUPS) {
      return false;
    }
    groups.put(model, known + 1);
    return true;
  }

  private void addPair(RetrainingJob job, LabelledRecord record, LabelledRecord.Trial trial) {
    String mine = trial(job.model(), job.jobId());
    String key = mine + BREAK + record.requestId();
    long known = pairsByTrial.getOrDefault(mine, 0L);
    boolean first = pairs.get(key) == null;
    if (first && known >= MOST_PAIRS) {
      return;
    }
    pairs.put(
        key,
        new PairedPrediction(
            record.attributes(), record.label(), trial.champion(), trial.challenger()));
    pairsByTrial.put(mine, first ? known + 1 : known);
  }

  private static List<String> keysOf(KeyValueStore<String, ?> store, String first) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, ?> found = store.range(first + BREAK, first + AFTER_BREAK)) {
      found.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }

  JobEvidence evidence(String model) {
    return new JobEvidence() {
      @Override
      public LabelCount count(String attribute, String group) {
        LabelCount count = counts.get(String.join(BREAK, model, attribute, group));
        return count == null ? LabelCount.NONE : count;
      }

      @Override
      public long pairCount(String jobId) {
        return pairsByTrial.getOrDefault(trial(model, jobId), 0L);
      }

      @Override
      public List<PairedPrediction> pairs(String jobId) {
        String mine = trial(model, jobId);
        List<PairedPrediction> found = new ArrayList<>();
        try (KeyValueIterator<String, PairedPrediction> all =
            pairs.range(mine + BREAK, mine + AFTER_BREAK)) {
          all.forEachRemaining(entry -> found.add(entry.value));
        }
        return found;
      }
    };
  }
}
