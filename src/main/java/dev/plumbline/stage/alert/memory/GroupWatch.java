package dev.plumbline.stage.alert.memory;

import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.policy.OutcomeRate;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.DecayedMeans;
import dev.plumbline.stage.alert.evidence.DecayedRates;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.people.PeopleWatch;
import dev.plumbline.stage.alert.people.UnitsSeen;
import dev.plumbline.stage.alert.score.DriftEvidence;
import dev.plumbline.stage.alert.warning.RuleReading;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one group. Kept in a record of its own, so that no model has too many
 * groups for one message of a changelog.
 *
 * @param policyVersion the policy that the detectors belong to
 * @param epoch of the model, in which the detectors began
 * @param past earlier panes, by rate
 * @param detectors by metric and contrast
 * @param episodes alerts that are open or lately were, by metric
 * @param readings newest reading that decided something, by metric: for the pages' figures
 * @param exemplars requests to look at
 * @param means earlier panes' favourable probabilities; null when no rule compares them
 * @param people whom the evidence rests on
 * @param drift evidence of drift by comparison; everyone's record has it, for all groups
 * @param units of a group that a search looks at, in place of its people
 */
public record GroupWatch(
    String policyVersion,
    int epoch,
    Map<OutcomeRate, DecayedRates> past,
    Map<String, EDetector> detectors,
    Map<String, OpenAlert> episodes,
    Map<String, RuleReading> readings,
    RecentExemplars exemplars,
    @Nullable DecayedMeans means,
    PeopleWatch people,
    Map<String, DriftEvidence> drift,
    UnitsSeen units) {

  public static final GroupWatch START =
      new GroupWatch(
          "",
          0,
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          RecentExemplars.NONE,
          null,
          PeopleWatch.NONE,
          Map.of(),
          UnitsSeen.NONE);

  public GroupWatch {
    past = Map.copyOf(past);
    detectors = Map.copyOf(detectors);
    episodes = Map.copyOf(episodes);
    readings = Map.copyOf(readings);
    exemplars =
        exemplars == null ? RecentExemplars.NONE : exemplars; // written before there were any
    people = people == null ? PeopleWatch.NONE : people; // and so is this
    drift = drift == null ? Map.of() : Map.copyOf(drift); // likewise
    units = units == null ? UnitsSeen.NONE : units; // likewise
  }

  /** Of {@link #detectors}. */
  public static String detectorKey(String metric, GapContrast contrast) {
    return metric + "/" + contrast.key();
  }

  /**
   * As the model is now. A policy that counts otherwise has other contrasts, a new epoch starts the
   * same ones from the beginning, and another model's decisions are no examples of its own. Alerts
   * stay as they are: that evidence is missing does not show that anything is inside its tolerance.
   */
  public GroupWatch at(ModelWatch model) {
    boolean countsAlike = Policy.basis(policyVersion).equals(Policy.basis(model.policyVersion()));
    if (countsAlike && epoch == model.epoch()) {
      return this;
    }
    return new GroupWatch(
        model.policyVersion(),
        model.epoch(),
        Map.of(),
        countsAlike ? replaced(detectors, EDetector::restarted) : Map.of(),
        replaced(episodes, OpenAlert::restarted),
        readings,
        countsAlike ? RecentExemplars.NONE : exemplars,
        null,
        PeopleWatch.NONE,
        replaced(drift, DriftEvidence::restarted),
        UnitsSeen.NONE);
  }

  private static <V> Map<String, V> replaced(Map<String, V> of, UnaryOperator<V> change) {
    Map<String, V> next = new HashMap<>(of);
    next.replaceAll((key, value) -> change.apply(value));
    return next;
  }

  /** The metric's alert; null when it has none that is open. */
  public @Nullable OpenAlert open(String metric) {
    OpenAlert alert = episodes.get(metric);
    return alert != null && alert.isOpen() ? alert : null;
  }

  /** Whether the metric has a page that is open. */
  public boolean paged(String metric) {
    OpenAlert alert = open(metric);
    return alert != null && alert.severity() == Severity.PAGE;
  }

  public DecayedRates past(OutcomeRate rate) {
    return past.getOrDefault(rate, DecayedRates.NONE);
  }

  /** The record in the making: each change says what is other than before. */
  private static final class Edit {
    private Map<OutcomeRate, DecayedRates> past;
    private Map<String, EDetector> detectors;
    private Map<String, OpenAlert> episodes;
    private Map<String, RuleReading> readings;
    private RecentExemplars exemplars;
    private @Nullable DecayedMeans means;
    private PeopleWatch people;
    private Map<String, DriftEvidence> drift;
    private UnitsSeen units;

    Edit(GroupWatch of) {
      past = of.past;
      detectors = of.detectors;
      episodes = of.episodes;
      readings = of.readings;
      exemplars = of.exemplars;
      means = of.means;
      people = of.people;
      drift = of.drift;
      units = of.units;
    }
  }

  private GroupWatch edited(Consumer<Edit> change) {
    Edit edit = new Edit(this);
    change.accept(edit);
    return new GroupWatch(
        policyVersion,
        epoch,
        edit.past,
        edit.detectors,
        edit.episodes,
        edit.readings,
        edit.exemplars,
        edit.means,
        edit.people,
        edit.drift,
        edit.units);
  }

  public GroupWatch with(
      Map<OutcomeRate, DecayedRates> nextPast,
      Map<String, EDetector> nextDetectors,
      Map<String, OpenAlert> nextEpisodes) {
    return edited(
        edit -> {
          edit.past = nextPast;
          edit.detectors = nextDetectors;
          edit.episodes = nextEpisodes;
        });
  }

  public DecayedMeans pastMeans() {
    return means == null ? DecayedMeans.NONE : means;
  }

  public GroupWatch with(DecayedMeans next) {
    return edited(edit -> edit.means = next);
  }

  public GroupWatch with(RuleReading reading) {
    Map<String, RuleReading> next = new HashMap<>(readings);
    next.put(reading.rule().metric(), reading);
    return edited(edit -> edit.readings = next);
  }

  public GroupWatch with(RecentExemplars next) {
    return edited(edit -> edit.exemplars = next);
  }

  public GroupWatch with(PeopleWatch next) {
    return edited(edit -> edit.people = next);
  }

  public GroupWatch with(UnitsSeen next) {
    return edited(edit -> edit.units = next);
  }

  public GroupWatch withDrift(Map<String, DriftEvidence> next) {
    return edited(edit -> edit.drift = next);
  }

  /** Its evidence of being beyond from the beginning, but not the alerts that are open. */
  public GroupWatch withoutEvidence() {
    return edited(
        edit -> {
          edit.detectors = Map.of();
          edit.units = UnitsSeen.NONE;
        });
  }

  public GroupWatch opened(String metric, OpenAlert episode) {
    Map<String, OpenAlert> next = new HashMap<>(episodes);
    next.put(metric, episode);
    return edited(edit -> edit.episodes = next);
  }

  /** The metric's alert has cleared. */
  public GroupWatch closed(String metric, Instant at) {
    Map<String, OpenAlert> next = new HashMap<>(episodes);
    next.computeIfPresent(metric, (name, alert) -> alert.cleared(at));
    return edited(edit -> edit.episodes = next);
  }

  /** Whether a page of any metric is open. */
  public boolean paged() {
    return pagedSince() != null;
  }

  /** When the first of its pages opened that are open; null when none is. */
  public @Nullable Instant pagedSince() {
    return episodes.entrySet().stream()
        .filter(each -> paged(each.getKey()))
        .map(each -> Objects.requireNonNullElse(each.getValue().pagedAt(), each.getValue().since()))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
