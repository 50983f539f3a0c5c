package dev.plumbline.cli.proof;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.chain.ChainOrigin;
import dev.plumbline.stage.alert.proof.PageMoment;
import dev.plumbline.stage.alert.proof.PageProof;
import dev.plumbline.stage.alert.proof.PageTrace;
import dev.plumbline.stage.alert.proof.ProofException;
import dev.plumbline.stage.alert.proof.ProofPanes;
import dev.plumbline.stage.alert.proof.ProofPlan;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The proof of one page out of what was recorded: one reading of the panes finds it, another shows
 * it.
 */
public final class ProofRun {

  /** More take the verifier longer than a second. */
  private static final int MOST_PANES = 20_000;

  /**
   * What the detectors of a proof have to reach, in panes of one false page. More of them make up
   * for panes that do not fit.
   */
  private static final double[] AIMS = {1, 1.01, 1.1, 2};

  private static final double ROUNDING = 1e-9;

  private final Policy policy;
  private final String meaning;
  private final RecordedTopics topics;

  /**
   * @param meaning the policy's text, whose hash is the second part of its version
   */
  public ProofRun(Policy policy, String meaning, RecordedTopics topics) {
    this.policy = policy;
    this.meaning = meaning;
    this.topics = topics;
  }

  /**
   * @throws ProofException when the panes lead to no such page, or to another one
   */
  public byte[] prove(AskedPage asked, int mostBytes) throws IOException, ProofException {
    PageTrace trace = new PageTrace(policy, asked.rule());
    List<Instant> ends = new ArrayList<>();
    topics.panes(
        policy.model(),
        (value, pane) -> {
          ends.add(pane.pane().end());
          trace.add(pane);
        });
    PageMoment page = page(trace.pages(), asked.rule(), asked.at());
    List<ChainHead> heads = topics.heads(policy.model());
    int most = mostBytes > PageProof.USUAL_BYTES ? Integer.MAX_VALUE : MOST_PANES;
    ProofException lacks = new ProofException("there is no evidence");
    ProofPlan before = null;
    for (double aim : AIMS) {
      ProofPlan plan = trace.plan(page, aim);
      if (!plan.equals(before)) {
        before = plan;
        ProofPanes shown = new ProofPanes(policy, plan, ChainOrigin.find(ends, heads), most);
        topics.panes(policy.model(), shown::add);
        compare(heads, page, shown.head());
        try {
          return new PageProof(policy, meaning, shown).write(mostBytes);
        } catch (ProofException e) {
          lacks = e;
        }
      }
    }
    throw lacks;
  }

  private void compare(List<ChainHead> heads, PageMoment page, ChainHead found)
      throws ProofException {
    for (ChainHead head : heads) {
      if (head.through().equals(page.alert().at()) && !head.equals(found)) {
        throw new ProofException(
            "the panes are not what was published at the time: see plumbline chain "
                + policy.model());
      }
    }
  }

  private PageMoment page(List<PageMoment> pages, AlertRule rule, @Nullable Instant at)
      throws IOException, ProofException {
    Instant newest = at;
    List<Alert> told = new ArrayList<>();
    for (Alert alert : topics.alerts(policy.model())) {
      if (alert.rule().equals(rule) && alert.opensPage()) {
        told.add(alert);
        newest = at == null && (newest == null || alert.at().isAfter(newest)) ? alert.at() : newest;
      }
    }
    PageMoment found = null;
    for (PageMoment page : pages) {
      if (newest == null || page.alert().at().equals(newest)) {
        found = page;
      }
    }
    if (found == null) {
      throw new ProofException(
          newest == null
              ? "there is no page of " + rule
              : "the panes lead to no page of " + rule + " at " + newest);
    }
    for (Alert alert : told) {
      if (alert.at().equals(found.alert().at())) {
        agree(alert, found.alert());
      }
    }
    return found;
  }

  /** Another policy, or panes that were changed, lead to another page. */
  private static void agree(Alert told, Alert found) throws ProofException {
    String was = told.context().policyVersion();
    String is = found.context().policyVersion();
    if (!was.equals(is)) {
      throw new ProofException("the page was of policy " + was + ", and the file is " + is);
    }
    SequentialEvidence then = told.sequential();
    SequentialEvidence now = found.sequential();
    if (!Objects.equals(then.threshold(), now.threshold())
        || !Objects.equals(then.onset(), now.onset())
        || isMore(now.evidence(), then.evidence())) {
      throw new ProofException(
          "the panes lead to another page: %s instead of %s".formatted(now, then));
    }
  }

  /** It may be less: panes are kept for a while only, and what began before them is missing. */
  private static boolean isMore(@Nullable Double now, @Nullable Double then) {
    return now == null || then == null || now > then * (1 + ROUNDING);
  }
}
