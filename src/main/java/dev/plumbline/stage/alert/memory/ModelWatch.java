package dev.plumbline.stage.alert.memory;

import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is remembered of one model as a whole.
 *
 * @param policyVersion the policy whose contrasts are numbered
 * @param epoch goes up when the detectors restart
 * @param numbered contrasts that have appeared
 * @param leads model version, with the basis of the policy that measured it, to the end of the
 *     newest pane of which it scored most
 * @param newestWindow end of the newest window
 * @param contributions the newest window's, of the ethics and bias scores
 * @param evidence of the groups that have any, by attribute and group
 * @param scores evidence about the scores
 */
public record ModelWatch(
    String policyVersion,
    int epoch,
    int numbered,
    Map<String, Instant> leads,
    Instant newestWindow,
    Map<String, Double> contributions,
    List<GroupEvidence> evidence,
    ScoreWatch scores) {

  /**
   * A version that led a pane so lately is not new: two versions that share the traffic take turns,
   * and detectors that restart every time would never page.
   */
  private static final int PANES = 60;

  /**
   * Versions that led one of those panes. More are no releases: a string that changes with every
   * request would restart the evidence with every pane.
   */
  private static final int MOST_VERSIONS = 8;

  public static final ModelWatch START =
      new ModelWatch("", 0, 0, Map.of(), Instant.EPOCH, Map.of(), List.of(), ScoreWatch.START);

  public ModelWatch {
    leads = Map.copyOf(leads);
    contributions = Map.copyOf(contributions);
    evidence = evidence == null ? List.of() : List.copyOf(evidence); // written before there was any
    scores = scores == null ? ScoreWatch.START : scores; // written before there were any
  }

  /**
   * As another policy sees it. One that counts the same goes on with the evidence and the numbers;
   * otherwise its contrasts are numbered from 1.
   */
  public ModelWatch under(String policy) {
    if (policy.equals(policyVersion)) {
      return this;
    }
    boolean same = Policy.basis(policy).equals(Policy.basis(policyVersion));
    return new ModelWatch(
        policy,
        same ? epoch : epoch + 1,
        same ? numbered : 0,
        leads,
        newestWindow,
        contributions,
        evidence,
        same ? scores : ScoreWatch.START);
  }

  /** A new version starts a new epoch. */
  public ModelWatch after(PaneCounts pane) {
    if (pane.modelVersion() == null) {
      return this;
    }
    Instant end = pane.pane().end();
    Duration memory = Duration.between(pane.pane().start(), pane.pane().end()).multipliedBy(PANES);
    Map<String, Instant> next = new HashMap<>(leads);
    next.values().removeIf(led -> led.isBefore(end.minus(memory)));
    String led = pane.modelVersion() + "/" + Policy.basis(pane.policyVersion());
    boolean known = next.put(led, end) != null;
    // After a silence that is longer than the memory the version is still the one before.
    boolean restart =
        !known && !leads.isEmpty() && !led.equals(last()) && next.size() <= MOST_VERSIONS;
    while (next.size() > MOST_VERSIONS + 1) {
      next.remove(Collections.min(next.entrySet(), Map.Entry.comparingByValue()).getKey());
    }
    return new ModelWatch(
        policyVersion,
        restart ? epoch + 1 : epoch,
        numbered,
        next,
        newestWindow,
        contributions,
        evidence,
        restart ? ScoreWatch.START : scores);
  }

  /** The version that led last; empty before any. */
  private String last() {
    return leads.entrySet().stream()
        .max(
            Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse("");
  }

  /** Whether what is sent as the model's version changes too often to be one. */
  public boolean versionsAreNone() {
    return leads.size() > MOST_VERSIONS;
  }

  public ModelWatch numbered(int contrasts) {
    return new ModelWatch(
        policyVersion, epoch, contrasts, leads, newestWindow, contributions, evidence, scores);
  }

  /** Of some groups other evidence than before. */
  public ModelWatch with(Collection<GroupEvidence> changed) {
    Map<GroupName, GroupEvidence> next = new TreeMap<>(GroupName.IN_ORDER);
    evidence.forEach(each -> next.put(each.name(), each));
    changed.forEach(each -> next.put(each.name(), each));
    next.values().removeIf(each -> each.weighted() == 0);
    return new ModelWatch(
        policyVersion,
        epoch,
        numbered,
        leads,
        newestWindow,
        contributions,
        List.copyOf(next.values()),
        scores);
  }

  /** The whole policy's, in the groups' order. */
  public double sumOfEvidence() {
    double sum = 0;
    for (GroupEvidence each : evidence) {
      sum += each.weighted();
    }
    return sum;
  }

  public ModelWatch with(ScoreWatch next) {
    return new ModelWatch(
        policyVersion, epoch, numbered, leads, newestWindow, contributions, evidence, next);
  }

  public ModelWatch after(WindowMeasures window) {
    Instant end = window.window().end();
    if (end.isBefore(newestWindow)) {
      return this;
    }
    Map<String, Double> moved = new HashMap<>(window.ethics().contributions());
    moved.putAll(window.bias().contributions());
    return new ModelWatch(policyVersion, epoch, numbered, leads, end, moved, evidence, scores);
  }
}
