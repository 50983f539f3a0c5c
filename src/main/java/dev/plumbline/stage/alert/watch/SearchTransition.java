package dev.plumbline.stage.alert.watch;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.EvidenceUnits;
import dev.plumbline.event.pane.JointCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.FairnessRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.group.GroupSearch;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.RateContrast;
import dev.plumbline.stage.alert.memory.GroupWatch;
import dev.plumbline.stage.alert.memory.OpenAlert;
import dev.plumbline.stage.alert.people.CountedUnits;
import dev.plumbline.stage.alert.people.EvidenceBasis;
import dev.plumbline.stage.alert.people.EvidencePeople;
import dev.plumbline.stage.alert.people.UnitsSeen;
import dev.plumbline.stage.alert.search.GroupParts;
import dev.plumbline.stage.alert.search.JointExamples;
import dev.plumbline.stage.alert.search.JointTable;
import dev.plumbline.stage.alert.warning.RuleReading;
import dev.plumbline.statistics.sketch.DistinctSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One pane of groups that nobody declared: the detectors of every combination of the searched
 * attributes take a step, and a page goes out for the group that carries a gap. A page begins the
 * search anew among everyone outside of its group.
 */
final class SearchTransition {

  /**
   * A shorter description is named in place of the strongest where it has so much of its ln
   * evidence: what the longer one leaves out is then of the same kind, but for noise.
   */
  private static final double ENOUGH = 0.8;

  /** A group whose evidence is enough to page. */
  private record Candidate(JointTable.Compared compared, GroupParts shared, double log) {}

  private final Policy policy;
  private final WatchDraft draft;
  private final EvidenceStep evidence;
  private final PaneCounts pane;

  /** Of everyone, whoever has a page. */
  private final Map<GroupName, JointTable.Compared> all = new TreeMap<>(GroupName.IN_ORDER);

  /** As detectors see them. */
  private final Map<GroupName, JointTable.Compared> judged = new TreeMap<>(GroupName.IN_ORDER);

  /** Null before detectors have taken their step. */
  private @Nullable JointExamples examples;

  SearchTransition(Policy policy, WatchDraft draft, EvidenceStep evidence, PaneCounts pane) {
    this.policy = policy;
    this.draft = draft;
    this.evidence = evidence;
    this.pane = pane;
  }

  /**
   * The detectors take their step.
   *
   * @param inside gets rules whose pages have nothing left that is beyond the tolerance
   */
  void detect(Consumer<AlertRule> inside) {
    JointCounts joint = pane.joint();
    if (joint == null || !policy.groups().search().isOn()) {
      return;
    }
    JointTable table = JointTable.searched(policy.groups(), joint);
    table.groups(List.of()).forEach(each -> all.put(each.name(), each));
    List<GroupName> known = known();
    draft.apart(known);
    List<JointTable.Compared> apart =
        known.isEmpty() ? List.copyOf(all.values()) : table.groups(known);
    apart.forEach(each -> judged.put(each.name(), each));
    // Whether a page of a group clears is a question about those with whom it was compared, and so
    // are its other rules: its own people are not set apart.
    for (GroupName name : known) {
      JointTable.Compared own = all.containsKey(name) ? table.group(name, known) : null;
      if (own != null) {
        judged.put(name, own);
      }
    }
    examples = new JointExamples(joint, known);
    judged.values().forEach(each -> step(each, inside));
  }

  /** Of groups that have a page alone: there are many that have none. */
  private void showExamples(GroupName name, String reference) {
    JointExamples of = examples;
    if (of != null) {
      draft.foundExamples(name, of.group(name), of.reference(name, reference));
    }
  }

  private void step(JointTable.Compared each, Consumer<AlertRule> inside) {
    GroupWatch before = draft.group(each.name()).at(draft.model());
    EvidenceStep.Result result =
        evidence.afterSearched(before, each.group(), each.reference(), pane.pane());
    UnitsSeen units =
        before
            .units()
            .after(
                pane.pane().start().toEpochMilli(),
                period(),
                each.group().requests(),
                each.group().labelled());
    draft.group(each.name(), watch -> result.watch().with(units));
    if (before.paged()) {
      showExamples(each.name(), each.reference().group());
    }
    for (String metric : result.inside()) {
      AlertRule rule = each.name().rule(metric);
      readNewest(each, rule);
      inside.accept(rule);
    }
  }

  /**
   * In which everyone counts once, milliseconds; requests are all different, whenever they come.
   */
  private long period() {
    return units(false).and(units(true)).people()
        ? policy.evidence().per().toMillis()
        : Long.MAX_VALUE;
  }

  /** No window has figures of a group that was found. */
  private void readNewest(JointTable.Compared each, AlertRule rule) {
    for (FairnessRule asked : policy.fairness()) {
      List<RateContrast> contrasts = RateContrast.of(asked);
      if (asked.label().equals(rule.metric()) && !contrasts.isEmpty()) {
        boolean labels = contrasts.get(0).ofLabels();
        RuleReading newest =
            PaneSides.found(each).reading(rule, asked, contrasts.get(0), units(labels).words());
        draft.group(each.name(), watch -> watch.with(newest));
      }
    }
  }

  private CountedUnits units(boolean labels) {
    EvidenceUnits counted = pane.counted();
    return counted == null
        ? CountedUnits.REQUESTS
        : CountedUnits.of(labels ? counted.labels() : counted.decisions());
  }

  /**
   * Groups of searched attributes of which somebody knows: those of which a gap is accepted, then
   * those that have a page, the first one first.
   */
  private List<GroupName> known() {
    Map<GroupName, Instant> since = new HashMap<>();
    policy.fairness().stream()
        .flatMap(rule -> rule.accepted().stream())
        .filter(gap -> !pane.pane().end().isAfter(gap.until()))
        .forEach(gap -> since.put(new GroupName(gap.attribute(), gap.group()), Instant.MIN));
    Stream.concat(pane.groups().stream().map(GroupName::of), all.keySet().stream())
        .filter(name -> policy.groups().search().isAbout(name.attribute()))
        .forEach(
            name -> {
              Instant first = draft.group(name).pagedSince();
              if (first != null) {
                since.putIfAbsent(name, first);
              }
            });
    return since.keySet().stream()
        .sorted(
            Comparator.comparing((GroupName name) -> since.getOrDefault(name, Instant.MAX))
                .thenComparing(GroupName.IN_ORDER))
        .toList();
  }

  /** What may page does, unless a declared group does in this pane: that one explains it. */
  void page(PolicyPager pager) {
    if (all.isEmpty()) {
      return;
    }
    GroupSearch search = policy.groups().search();
    if (draft.pages().stream().anyMatch(page -> search.isAbout(page.rule().attribute()))) {
      restart();
    } else {
      Candidate named = named();
      if (named != null) {
        page(named, pager);
        restart();
      }
    }
    tellFound();
  }

  private @Nullable Candidate named() {
    List<Candidate> candidates = new ArrayList<>();
    for (JointTable.Compared each : judged.values()) {
      GroupWatch watch = draft.group(each.name());
      double log = 0;
      for (RuleEvidence rule : rules(each, watch)) {
        for (RuleEvidence.Part part : rule.contrasts()) {
          log = Math.max(log, pages(part) ? part.detector().logEvidence() : 0);
        }
      }
      if (log > 0) {
        candidates.add(new Candidate(each, GroupParts.of(each.name()), log));
      }
    }
    Comparator<Candidate> strongest =
        Comparator.comparingDouble((Candidate each) -> -each.log())
            .thenComparing(each -> each.compared().name(), GroupName.IN_ORDER);
    Candidate first = candidates.stream().min(strongest).orElse(null);
    return first == null
        ? null
        : candidates.stream()
            .filter(each -> each.shared().holds(first.shared()))
            .filter(each -> each.log() >= ENOUGH * first.log())
            .min(
                Comparator.comparingInt((Candidate each) -> each.shared().values().size())
                    .thenComparing(strongest))
            .orElse(first);
  }

  /** The group's rules without a page whose evidence rests on people enough. */
  private List<RuleEvidence> rules(JointTable.Compared each, GroupWatch watch) {
    if (watch.detectors().values().stream().noneMatch(this::reaches)) {
      return List.of();
    }
    return evidence.sum().searched(each.name(), watch).stream()
        .filter(rule -> basis(each, rule).hasEnough(policy.evidence().minimumPeople()))
        .toList();
  }

  private boolean pages(RuleEvidence.Part part) {
    return reaches(part.detector());
  }

  private boolean reaches(EDetector detector) {
    return detector.reaches(evidence.searchThreshold());
  }

  private void page(Candidate named, PolicyPager pager) {
    JointTable.Compared compared = named.compared();
    showExamples(compared.name(), compared.reference().group());
    for (RuleEvidence rule : rules(compared, draft.group(compared.name()))) {
      if (rule.contrasts().stream().anyMatch(this::pages)) {
        pager.pageFound(rule, compared, basis(compared, rule));
      }
    }
  }

  /** No samples are kept of so many groups' people: these are as many as there are at least. */
  private EvidenceBasis basis(JointTable.Compared each, RuleEvidence rule) {
    boolean labels = rule.strongest().contrast().ofLabels();
    GroupCounts reference = each.reference();
    return new EvidenceBasis(
        people(draft.group(each.name()).units().most(labels), labels),
        people(labels ? reference.labelled() : reference.requests(), labels));
  }

  private EvidencePeople people(long number, boolean labels) {
    CountedUnits units = units(labels);
    return new EvidencePeople(
        DistinctSample.ofDifferent(number, 0), units.people(), units.requests());
  }

  /** The search begins anew, among people whose group has no page. */
  private void restart() {
    for (GroupName name : draft.groups()) {
      GroupWatch watch = draft.group(name);
      boolean found = !policy.groups().compared().contains(name.attribute());
      if (found && !watch.detectors().isEmpty() && !watch.paged()) {
        draft.group(name, before -> before.withoutEvidence());
      }
    }
  }

  /** Whether an incident is about the group, or may be again. */
  private boolean isTold(GroupWatch watch) {
    Instant earliest = pane.pane().end().minus(policy.alerts().clearing().reopenWithin());
    return watch.episodes().values().stream()
        .map(OpenAlert::clearedAt)
        .anyMatch(cleared -> cleared == null || !cleared.isBefore(earliest));
  }

  /**
   * What an incident about a group that was found is told of it: whom its evidence is of, and with
   * whom they are compared. Of several groups of the same attributes, with everyone outside of all.
   */
  private void tellFound() {
    Map<String, List<JointTable.Compared>> told = new TreeMap<>();
    judged.forEach(
        (name, each) -> {
          if (isTold(draft.group(name))) {
            told.computeIfAbsent(name.attribute(), attribute -> new ArrayList<>()).add(each);
          }
        });
    told.values()
        .forEach(
            of -> {
              of.forEach(each -> draft.found(each.group()));
              draft.found(of.size() == 1 ? of.get(0).reference() : rest(of));
            });
  }

  private GroupCounts rest(List<JointTable.Compared> several) {
    JointTable.Compared first = several.get(0);
    JointTable.Compared whole = all.getOrDefault(first.name(), first);
    GroupCounts rest = whole.reference().merge(whole.group());
    for (JointTable.Compared each : several) {
      rest = rest.minus(all.getOrDefault(each.name(), each).group());
    }
    return rest;
  }
}
