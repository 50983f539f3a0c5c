package dev.plumbline.stage.measure.record;

import dev.plumbline.policy.Decision;
import dev.plumbline.policy.EvidencePolicy;
import dev.plumbline.policy.EvidencePolicy.Unit;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.group.GroupFactor;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.GroupScores;
import dev.plumbline.stage.measure.counts.NamedCount;
import dev.plumbline.stage.measure.record.ScoredReader.Contents;
import dev.plumbline.statistics.sketch.StableHash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one policy measures of a scored record. Not thread-safe. */
public final class RecordMeasurer {

  /** Not an indicator but the weight of the record's indicators. */
  private static final String RISK = "risk";

  /** The version of a model that does not say it. */
  private static final String UNKNOWN = "unknown";

  /** A day: what is beyond is no latency, and must not overflow a sum. */
  private static final double MOST_MILLISECONDS = 86_400_000;

  private static final double MICROSECONDS = 1_000;

  private final Policy policy;
  private final GroupKeys keys;
  private final SignalReader signals;

  public RecordMeasurer(Policy policy) {
    this.policy = policy;
    this.keys = new GroupKeys(policy.groups());
    this.signals = new SignalReader(policy);
  }

  public Observation measure(ScoredRecord record) {
    String version = record.modelVersion();
    List<String> groups = keys.keysFor(levels(record));
    long person = person(record.subject());
    Decision decision = policy.outcome().decide(record.label(), record.score(), record.scores());
    return new Observation(
        policy.model(),
        record.time(),
        groups,
        decision.favourable(),
        record.label(),
        Double.isNaN(decision.probability())
            ? Observation.NO_PROBABILITY
            : billionths(decision.probability()),
        version == null ? UNKNOWN : version,
        billionths(record.ethics().getOrDefault(RISK, 1.0)),
        indicators(record.ethics()),
        signals.read(record),
        facts(record),
        LabelLosses.of(record.scores()),
        person,
        content(record, person, groups));
  }

  /** Of records that count as evidence by their content. */
  private long content(ScoredRecord record, long person, List<String> groups) {
    EvidencePolicy evidence = policy.evidence();
    boolean byPerson = evidence.unit() == Unit.SUBJECT && person != Observation.NOBODY;
    return byPerson || !evidence.collapseCopies() || record.content() == 0
        ? 0
        : Observation.contentHash(record.content() + groups.hashCode(), record.label());
  }

  /** Whose contents any of the policies asks for. */
  public static Contents needContents(Policies policies) {
    Contents need = Contents.NOBODYS;
    for (Policy policy : policies.all()) {
      if (policy.evidence().collapseCopies()) {
        Contents needed =
            policy.evidence().unit() == Unit.SUBJECT ? Contents.WITHOUT_SUBJECT : Contents.ALL;
        need = needed.compareTo(need) > 0 ? needed : need;
      }
    }
    return need;
  }

  private static long person(@Nullable String subject) {
    return subject == null || subject.isBlank()
        ? Observation.NOBODY
        : StableHash.bits(subject) | 1; // never nobody
  }

  /** The attributes, and the levels of the factors that rules compare within. */
  private Map<String, String> levels(ScoredRecord record) {
    Map<String, GroupFactor> factors = policy.groups().factors();
    boolean versions = policy.groups().countsVersions();
    if (factors.isEmpty() && !versions) {
      return record.attributes();
    }
    Map<String, String> values = new HashMap<>(record.attributes());
    if (versions) {
      String version = record.modelVersion();
      String name = version == null || version.isBlank() ? UNKNOWN : version;
      values.put(GroupPolicy.VERSION, GroupNames.nameOf(GroupNames.normalised(name)));
    }
    factors.forEach(
        (name, factor) -> {
          String level = factor.levelOf(record.features().get(name));
          if (level == null) {
            values.remove(name);
          } else {
            values.put(name, level);
          }
        });
    return values;
  }

  /** Whether any of the policies watches features, has the latency in one, or factors. */
  public static boolean needFeatures(Policies policies) {
    return SignalReader.needFeatures(policies)
        || policies.all().stream()
            .anyMatch(
                policy ->
                    !policy.benefits().latency().isEmpty() || !policy.groups().factors().isEmpty());
  }

  private List<NamedCount> facts(ScoredRecord record) {
    List<NamedCount> latency = latency(record.features().get(policy.benefits().latency()));
    if (record.flags().isEmpty()) {
      return latency;
    }
    List<NamedCount> facts = new ArrayList<>(latency);
    for (String flag : record.flags()) {
      if (flag.indexOf(':') > 0) { // readers of windows part the field from the reason
        facts.add(new NamedCount(CounterNames.FLAGGED + flag, 1));
      }
    }
    return facts;
  }

  private static List<NamedCount> latency(@Nullable Object milliseconds) {
    if (milliseconds instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= MOST_MILLISECONDS) {
      long microseconds = Math.round(number.doubleValue() * MICROSECONDS);
      return List.of(
          new NamedCount(CounterNames.LATENCIES, 1),
          new NamedCount(CounterNames.LATENCY_SUM, microseconds));
    }
    return List.of();
  }

  private static List<NamedCount> indicators(Map<String, Double> ethics) {
    List<NamedCount> indicators = new ArrayList<>(ethics.size());
    ethics.forEach(
        (name, f) -> {
          if (!name.equals(RISK)) {
            indicators.add(new NamedCount(name, billionths(f)));
          }
        });
    return indicators;
  }

  private static long billionths(double value) {
    return Math.round(value * GroupScores.BILLION);
  }
}
