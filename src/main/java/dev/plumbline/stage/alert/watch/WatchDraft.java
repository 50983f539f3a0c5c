package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.State;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.AlertStatus;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.GroupExemplars;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.group.ReferenceGroups;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.ThresholdCrossing;
import dev.plumbline.stage.alert.memory.GroupWatch;
import dev.plumbline.stage.alert.memory.ModelWatch;
import dev.plumbline.stage.alert.memory.OpenAlert;
import dev.plumbline.stage.alert.memory.RecentExemplars;
import dev.plumbline.stage.alert.memory.WatchState;
import dev.plumbline.stage.alert.memory.WatchStep;
import dev.plumbline.stage.alert.people.EvidenceBasis;
import dev.plumbline.stage.alert.people.EvidencePeople;
import dev.plumbline.stage.alert.people.PageEvidence;
import dev.plumbline.stage.alert.warning.RuleReading;
import dev.plumbline.stage.alert.wording.AlertWording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A {@link WatchStep} in the making: what changed so far, over the state that it began with. */
final class WatchDraft {

  private final Policy policy;
  private final WatchState before;
  private final Map<GroupName, GroupWatch> changed = new LinkedHashMap<>();

  /** What was asked for: a store reads it anew each time. */
  private final Map<GroupName, GroupWatch> read = new HashMap<>();

  private final List<Alert> alerts = new ArrayList<>();
  private final List<GroupCounts> found = new ArrayList<>();
  private final Map<GroupName, RecentExemplars> references = new HashMap<>();
  private List<GroupName> apart = List.of();
  private ModelWatch model;

  /** What {@link #groups} found: the store is read through once. */
  private @Nullable NavigableSet<GroupName> names;

  WatchDraft(Policy policy, WatchState before) {
    this.policy = policy;
    this.before = before;
    this.model = before.model();
  }

  ModelWatch model() {
    return model;
  }

  void model(UnaryOperator<ModelWatch> change) {
    model = change.apply(model);
  }

  GroupWatch group(GroupName name) {
    GroupWatch group = changed.get(name);
    return group == null ? read.computeIfAbsent(name, before::group) : group;
  }

  void group(GroupName name, UnaryOperator<GroupWatch> change) {
    changed.put(name, change.apply(group(name)));
    if (names != null && !names.contains(name)) {
      names = inOrder(names, Set.of(name)); // whoever goes through the former set goes on
    }
  }

  /** Every group that was remembered before or is now, in order. */
  NavigableSet<GroupName> groups() {
    NavigableSet<GroupName> known = names;
    if (known == null) {
      known = inOrder(before.groups(), changed.keySet());
      names = known;
    }
    return known;
  }

  /** Those of one attribute. */
  private Set<GroupName> groups(String attribute) {
    return groups()
        .subSet(new GroupName(attribute, ""), true, new GroupName(attribute + '\0', ""), false);
  }

  private static NavigableSet<GroupName> inOrder(
      Collection<GroupName> some, Collection<GroupName> others) {
    NavigableSet<GroupName> all = new TreeSet<>(GroupName.IN_ORDER);
    all.addAll(some);
    all.addAll(others);
    return Collections.unmodifiableNavigableSet(all);
  }

  /** A rule's own clock, the end of its newest window: labels may be days behind. */
  Instant newestWindow(GroupName name, String metric) {
    RuleReading newest = group(name).readings().get(metric);
    return newest == null || newest.windowEnd() == null ? Instant.EPOCH : newest.windowEnd();
  }

  @Nullable OpenAlert open(AlertRule rule) {
    return group(GroupName.of(rule)).open(rule.metric());
  }

  /** One that opens so soon after it cleared that it is the same. */
  OpenAlert reopened(AlertRule rule, OpenAlert opened) {
    OpenAlert before = group(GroupName.of(rule)).episodes().get(rule.metric());
    Instant cleared = before == null ? null : before.clearedAt();
    if (before == null || cleared == null) {
      return opened;
    }
    Instant until = cleared.plus(policy.alerts().clearing().reopenWithin());
    return opened.since().isAfter(until) ? opened : opened.since(before.since());
  }

  void keep(AlertRule rule, OpenAlert open) {
    group(GroupName.of(rule), watch -> watch.opened(rule.metric(), open));
  }

  void close(AlertRule rule, Instant at, @Nullable String modelVersion, String why) {
    OpenAlert open = open(rule);
    if (open != null) {
      group(GroupName.of(rule), watch -> watch.closed(rule.metric(), at));
      say(rule, status(State.CLEARED, open, at), null, modelVersion, why);
    }
  }

  static AlertStatus status(State state, OpenAlert open, Instant at) {
    return new AlertStatus(state, open.severity(), open.since(), at);
  }

  /**
   * @param page the evidence of a page; null for everything else
   * @param why what follows the figures; may be empty
   */
  void say(
      AlertRule rule,
      AlertStatus status,
      @Nullable PageEvidence page,
      @Nullable String modelVersion,
      String why) {
    SequentialEvidence evidence = page == null ? SequentialEvidence.NONE : page.toSequential();
    ThresholdCrossing crossing = page == null ? null : page.crossing();
    RuleReading reading = reading(rule);
    List<String> examples =
        status.state() == State.CLEARED ? List.of() : exemplars().choose(rule, crossing, reading);
    add(rule, status, evidence, context(modelVersion, why, reading, rule, examples));
  }

  /** Of a rule about the whole model, whose alerts show no examples: no decision makes them. */
  void sayOfModel(
      AlertRule rule,
      AlertStatus status,
      SequentialEvidence evidence,
      @Nullable String modelVersion,
      String why) {
    add(rule, status, evidence, context(modelVersion, why, reading(rule), rule, List.of()));
  }

  private @Nullable RuleReading reading(AlertRule rule) {
    return group(GroupName.of(rule)).readings().get(rule.metric());
  }

  private AlertContext context(
      @Nullable String modelVersion,
      String why,
      @Nullable RuleReading reading,
      AlertRule rule,
      List<String> examples) {
    return new AlertContext(
        AlertWording.summary(rule, policy.model(), reading, why),
        modelVersion,
        policy.version(),
        model.contributions(),
        examples);
  }

  private void add(
      AlertRule rule, AlertStatus status, SequentialEvidence evidence, AlertContext context) {
    RuleReading reading = reading(rule);
    alerts.add(
        new Alert(
            Alert.key(policy.model(), rule),
            policy.model(),
            rule,
            status,
            reading == null ? AlertFigures.NONE : reading.figures(),
            evidence,
            context));
  }

  /** Whom the evidence of a rule rests on since its onset. */
  EvidenceBasis basis(RuleEvidence rule) {
    RuleEvidence.Part strongest = rule.strongest();
    GroupName name = rule.group();
    long onset = strongest.detector().onset();
    boolean labels = strongest.contrast().ofLabels();
    Map<String, EvidencePeople> people = new LinkedHashMap<>();
    for (GroupName each : groups(name.attribute())) {
      people.put(each.group(), group(each).people().since(onset, labels));
    }
    EvidencePeople reference =
        new ReferenceGroups<>(
                policy.groups().reference().get(name.attribute()),
                people,
                (group, several) -> EvidencePeople.together(several))
            .reference(name.group());
    return new EvidenceBasis(
        people.getOrDefault(name.group(), EvidencePeople.NOBODY),
        reference == null ? EvidencePeople.NOBODY : reference);
  }

  /** A page rests on no fewer people than the policy asks for. */
  boolean restsOnEnough(RuleEvidence rule) {
    return rule.weighted() == 0 || basis(rule).hasEnough(policy.evidence().minimumPeople());
  }

  /** Pages of this pane so far. */
  List<Alert> pages() {
    return alerts.stream().filter(Alert::opensPage).toList();
  }

  /** Groups whose people a search sets apart. */
  void apart(List<GroupName> names) {
    apart = names;
  }

  /** The pane's counts of a group that a search found, or of whom it is compared with. */
  void found(GroupCounts counts) {
    found.add(counts);
  }

  /** Requests of a group that a search found, and of whom it is compared with in this pane. */
  void foundExamples(GroupName name, GroupExemplars of, GroupExemplars reference) {
    group(name, watch -> watch.with(watch.exemplars().after(of)));
    references.put(name, RecentExemplars.NONE.after(reference));
  }

  private ExemplarChoice exemplars() {
    return new ExemplarChoice(
        policy.groups(), name -> group(name).exemplars(), groups(), references);
  }

  WatchStep step() {
    return new WatchStep(model, changed, alerts, found, apart);
  }
}
