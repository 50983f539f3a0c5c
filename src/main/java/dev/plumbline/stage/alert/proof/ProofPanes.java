package dev.plumbline.stage.alert.proof;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.event.pane.JointCounts;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.chain.ChainOrigin;
import dev.plumbline.stage.alert.chain.ChainStateMap;
import dev.plumbline.stage.alert.chain.ChainStep;
import dev.plumbline.stage.alert.chain.GroupChain;
import dev.plumbline.stage.alert.chain.PaneChain;
import dev.plumbline.stage.alert.chain.PaneLink;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PaneReferences;
import dev.plumbline.stage.alert.evidence.PaneScores;
import dev.plumbline.stage.alert.search.JointTable;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest panes up to a page, as a proof shows them, with the chain over all panes. Holds at
 * most as many panes as were asked for.
 */
public final class ProofPanes {

  private final Policy policy;
  private final ProofPlan plan;
  private final int most;
  private final ChainOrigin origin;
  private final PaneChain chain;
  private final ChainStateMap state;
  private final Deque<ProofPane> panes = new ArrayDeque<>();
  private final List<ChainDay> days = new ArrayList<>();
  private long next;
  private long evidenceFrom;
  private long chainFrom;

  /**
   * @param origin where the chain begins
   * @param most panes to hold
   */
  public ProofPanes(Policy policy, ProofPlan plan, ChainOrigin origin, int most) {
    this.policy = policy;
    this.plan = plan;
    this.most = most;
    this.chain = new PaneChain(policy.model());
    this.origin = origin;
    this.state = new ChainStateMap(origin.start());
  }

  /** Panes after the page's are passed over. */
  public void add(byte[] value, PaneCounts pane) {
    if (next > plan.page().pane()) {
      return;
    }
    long number = next++;
    if (number == plan.first()) {
      evidenceFrom = pane.pane().start().toEpochMilli();
    }
    if (number == origin.pane()) {
      chainFrom = pane.pane().start().toEpochMilli();
    }
    if (number < origin.pane()) {
      return;
    }
    PaneLink link = PaneLink.read(value, plan.apart().at(number));
    ChainStep step = chain.after(state, link);
    if (step.model().days() != state.model().days() && state.model().days() > 0) {
      days.add(ChainDay.of(chain, state, plan));
    }
    if (number >= plan.first()) {
      panes.add(pane(link, pane, step));
      if (panes.size() > most) {
        panes.removeFirst();
      }
    }
    state.apply(step);
    if (number == plan.page().pane()) {
      days.add(ChainDay.of(chain, state, plan));
    }
  }

  private ProofPane pane(PaneLink link, PaneCounts pane, ChainStep step) {
    Map<GroupName, SortedMap<String, Long>> counts = new HashMap<>();
    Map<GroupName, GroupChain> links = new HashMap<>();
    for (GroupName name : plan.groups()) {
      SortedMap<String, Long> of = link.counts().get(name);
      if (of != null) {
        counts.put(name, of);
      }
      GroupChain group = state.group(name);
      if (group.day() == step.model().days()) {
        links.put(name, group);
      }
    }
    return new ProofPane(
        link.pane().start().toEpochMilli(),
        counts,
        samples(pane, link.apart()),
        new ProofPane.Place(step.model().previous(), step.model().days(), state.model().panes()),
        links);
  }

  private List<@Nullable PaneSample> samples(PaneCounts pane, List<GroupName> apart) {
    PaneReferences references = new PaneReferences(policy.groups(), pane);
    PaneScores scores = new PaneScores(policy.groups(), pane);
    Map<GroupName, GroupCounts> counts = new HashMap<>();
    pane.groups().forEach(each -> counts.put(GroupName.of(each), each));
    List<@Nullable PaneSample> samples = new ArrayList<>();
    for (PageDetector detector : plan.detectors()) {
      if (detector.searched()) {
        samples.add(found(detector, pane.joint(), apart));
        continue;
      }
      GroupCounts group = counts.get(detector.group());
      GroupCounts reference = group == null ? null : references.reference(group);
      samples.add(
          group == null || reference == null
              ? null
              : PaneSample.of(detector.contrast(), group, reference, scores.of(detector.group())));
    }
    return samples;
  }

  private @Nullable PaneSample found(
      PageDetector detector, @Nullable JointCounts joint, List<GroupName> apart) {
    JointTable.Compared compared =
        joint == null
            ? null
            : JointTable.searched(policy.groups(), joint).group(detector.group(), apart);
    return compared == null
        ? null
        : PaneSample.of(detector.contrast(), compared.group(), compared.reference(), Map.of());
  }

  ProofPlan plan() {
    return plan;
  }

  List<ProofPane> panes() {
    return List.copyOf(panes);
  }

  /** Whether all panes of the chain are held that say anything to the page. */
  boolean holdAll() {
    return panes.size() == plan.page().pane() + 1 - Math.max(plan.first(), origin.pane());
  }

  /** Whether panes that say something to the page are older than the chain. */
  boolean chainBeginsLate() {
    return origin.pane() > plan.first();
  }

  /** Start of the first pane that says something to the page. */
  Instant evidenceFrom() {
    return Instant.ofEpochMilli(evidenceFrom);
  }

  /** Start of the first pane of the chain. */
  Instant chainFrom() {
    return Instant.ofEpochMilli(chainFrom);
  }

  /** Every day that has a pane from the given one on. */
  List<ChainDay> days(ProofPane from) {
    return days.stream().filter(day -> day.day() >= from.place().day()).toList();
  }

  /** The head with which the page's pane ends. */
  public ChainHead head() {
    return chain.head(state);
  }
}
