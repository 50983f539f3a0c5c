package dev.plumbline.stage.alert.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.SequentialEvidence.Naming;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.policy.group.ReferenceGroups;
import dev.plumbline.stage.alert.chain.CountKind;
import dev.plumbline.stage.alert.chain.GroupChain;
import dev.plumbline.stage.alert.chain.Sha256;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GapContrast;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.MeanContrast;
import dev.plumbline.stage.alert.evidence.PageThresholds;
import dev.plumbline.stage.alert.evidence.RateContrast;
import dev.plumbline.stage.alert.evidence.RateContrast.Term;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Writes the proof of a page, {@code proof.json}. It shows as many detectors as the page needs, and
 * every pane since their evidence began. Of a run that is too long it shows the newest panes that
 * fit: the evidence of later starts is a part of the whole, so when that part alone reaches the
 * threshold, the whole did.
 */
public final class PageProof {

  /**
   * After so many panes two billionths of a pane are left (0.98 to this power) in what is bet on.
   */
  static final int WARM_UP = 1000;

  /** What a proof may have when nobody allows it more. */
  public static final int USUAL_BYTES = 64_000;

  private static final String FORM = "page proof 1";

  /** How exactly the proof's evidence is the page's when it shows all panes. */
  private static final double SAME = 1e-9;

  private final Policy policy;
  private final String meaning;
  private final ProofPanes shown;
  private final ProofPlan plan;
  private final PageThresholds thresholds;

  /**
   * @param meaning the policy's text, whose hash is the second part of its version
   * @param shown the panes up to the page
   */
  public PageProof(Policy policy, String meaning, ProofPanes shown) {
    this.policy = policy;
    this.meaning = meaning;
    this.shown = shown;
    this.plan = shown.plan();
    this.thresholds = PageThresholds.of(policy);
  }

  /**
   * The proof that shows the most panes.
   *
   * @param mostBytes that it may have
   * @throws ProofException when no proof of that size reaches the threshold
   */
  public byte[] write(int mostBytes) throws ProofException {
    List<ProofPane> panes = shown.panes();
    if (panes.isEmpty()) {
      throw new ProofException(
          "the page is older than the chain of the pane counts: prove it from records that hold the panes since %s (--from)"
              .formatted(shown.evidenceFrom()));
    }
    byte[] proof = write(panes);
    int least = 0;
    int fits = panes.size() - 1;
    while (proof.length > mostBytes && least < fits) {
      int middle = (least + fits) / 2;
      if (write(panes.subList(middle, panes.size())).length > mostBytes) {
        least = middle + 1;
      } else {
        fits = middle;
      }
    }
    if (proof.length > mostBytes) {
      panes = panes.subList(fits, panes.size());
      proof = write(panes);
    }
    RuleSums sums = sums(ProvenDetector.all(plan, panes));
    if (proof.length > mostBytes || !proves(sums)) {
      boolean cut =
          proof.length > mostBytes || panes.size() < shown.panes().size() || !shown.holdAll();
      throw new ProofException(lacks(panes, sums, mostBytes, cut));
    }
    return proof;
  }

  private RuleSums sums(List<ProvenDetector> proven) {
    RuleSums sums = new RuleSums();
    proven.forEach(each -> sums.add(each.of().rule(), thresholds.weightedAlone(each.detector())));
    return sums;
  }

  private boolean proves(RuleSums sums) {
    Alert alert = plan.page().alert();
    return sums.prove(alert.rule(), named(alert), thresholds.panes());
  }

  private static Naming named(Alert alert) {
    Naming named = alert.sequential().named();
    return named == null ? Naming.EACH : named;
  }

  /**
   * @param cut whether more bytes would show more panes
   */
  private String lacks(List<ProofPane> panes, RuleSums sums, int mostBytes, boolean cut) {
    String evidence = String.format(Locale.ROOT, "%.4g of %.4g", sums.total(), thresholds.panes());
    int rules = sums.weighted().size();
    String together = rules == 1 ? "" : ", of %d rules that page together".formatted(rules);
    if (cut) {
      return String.format(
          Locale.ROOT,
          "the newest %d panes fit into %d bytes, and their evidence is %s%s: allow more bytes (--most-bytes)",
          panes.size(),
          mostBytes,
          evidence,
          together);
    }
    if (shown.chainBeginsLate()) {
      return "the chain of the pane counts begins at %s, later than the evidence, which begins at %s, and the evidence since then is %s%s: prove a page that came later (--at), or this one from records that hold the panes since %s (--from)"
          .formatted(
              shown.chainFrom(), shown.evidenceFrom(), evidence, together, shown.evidenceFrom());
    }
    return "all evidence that the panes lead to is " + evidence;
  }

  private double threshold() throws ProofException {
    Double threshold = plan.page().alert().sequential().threshold();
    if (threshold == null) {
      throw new ProofException("the alert is no page");
    }
    return threshold;
  }

  private byte[] write(List<ProofPane> panes) throws ProofException {
    List<ProvenDetector> proven = ProvenDetector.all(plan, panes);
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("form", FORM);
    json.set("page", page(proven.get(0)));
    DriftBaseline baseline = policy.drift().baseline();
    json.putObject("policy")
        .put("meaning", meaning)
        .put("baseline", baseline == null ? "" : baseline.version());
    long length = policy.windows().advance().toMillis();
    json.set("panes", PackedPanes.json(panes, plan, length));
    json.set("chain", chain(panes.get(0)));
    json.set("rule", rule(proven));
    String body = text(json);
    String open = body.substring(0, body.length() - 1);
    return (open + ",\"digest\":\"" + Sha256.hex(open) + "\"}\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Evidence and onset only when the proof's panes lead to the same ones. */
  private ObjectNode page(ProvenDetector proven) throws ProofException {
    Alert alert = plan.page().alert();
    AlertRule rule = alert.rule();
    Double evidence = alert.sequential().evidence();
    double found = proven.detector().evidence();
    boolean whole = evidence != null && Math.abs(evidence - found) <= SAME * found;
    Instant onset = Instant.ofEpochMilli(proven.detector().onset());
    return Json.MAPPER
        .createObjectNode()
        .put("key", alert.key())
        .put("model", alert.model())
        .put("metric", rule.metric())
        .put("attribute", rule.attribute())
        .put("group", rule.group())
        .put("at", alert.at().toString())
        .put("evidence", whole ? evidence : null)
        .put("threshold", threshold())
        .put("onset", onset.equals(alert.sequential().onset()) ? onset.toString() : null)
        .put("policyVersion", alert.context().policyVersion())
        .put("named", named(alert).name().toLowerCase(Locale.ROOT));
  }

  private ObjectNode rule(List<ProvenDetector> proven) {
    ObjectNode rule = Json.MAPPER.createObjectNode();
    rule.put("panesPerFalsePage", thresholds.panes());
    rule.put("sum", sums(proven).total());
    ArrayNode detectors = rule.putArray("detectors");
    proven.forEach(each -> detectors.add(detector(each)));
    return rule;
  }

  private ObjectNode detector(ProvenDetector proven) {
    EDetector detector = proven.detector();
    AlertRule rule = proven.of().rule();
    GapContrast contrast = proven.of().contrast();
    String reference = policy.groups().reference().get(rule.attribute());
    long declared = thresholds.declared().orElse(0);
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("metric", rule.metric())
            .put("contrast", contrast.name().toLowerCase(Locale.ROOT))
            .put("attribute", rule.attribute())
            .put("group", rule.group())
            .put("reference", reference == null ? ReferenceGroups.REST : reference)
            .put("delta", contrast instanceof RateContrast of ? of.delta() : contrast.tolerance());
    json.set("terms", terms(contrast));
    json.put("warmUp", proven.warmUp());
    boolean shares = !proven.of().searched() && detector.number() + thresholds.scores() > declared;
    json.put("number", shares ? detector.number() : null);
    json.put("evidence", detector.evidence());
    json.put("onset", Instant.ofEpochMilli(detector.onset()).toString());
    ArrayNode bettors = json.putArray("bettors");
    List<EDetector.Bettor> all = EDetector.bettors();
    for (int i = 0; i < all.size(); i++) {
      EDetector.Bettor bettor = all.get(i);
      bettors
          .addObject()
          .put(bettor.kind(), bettor.value())
          .put("weight", bettor.weight())
          .put("log", detector.logs()[i]);
    }
    return json;
  }

  /** A mean of a group and its reference is written as a rate is. */
  private static ArrayNode terms(GapContrast contrast) {
    ArrayNode terms = Json.MAPPER.createArrayNode();
    if (contrast instanceof RateContrast ofRates) {
      for (Term term : ofRates.terms()) {
        terms.add(term(term.rate(), term.ofGroup(), term.weight()));
      }
    } else if (contrast instanceof MeanContrast ofMeans) {
      terms.add(term(ofMeans.mean(), true, ofMeans.sign()));
      terms.add(term(ofMeans.mean(), false, -ofMeans.sign()));
    }
    return terms;
  }

  private static ObjectNode term(Enum<?> of, boolean ofGroup, double weight) {
    return Json.MAPPER
        .createObjectNode()
        .put("rate", of.name().toLowerCase(Locale.ROOT))
        .put("ofGroup", ofGroup)
        .put("weight", weight);
  }

  private ObjectNode chain(ProofPane first) throws ProofException {
    ObjectNode chain = Json.MAPPER.createObjectNode();
    chain.put("previous", first.place().previous());
    chain.put("panes", first.place().panes());
    ObjectNode before = chain.putObject("before");
    for (CountKind kind : CountKind.values()) {
      if (plan.shows(kind)) {
        ArrayNode links = before.putArray(kind.label());
        for (GroupName name : plan.groups()) {
          String link = first.links().getOrDefault(name, GroupChain.START).chain(kind);
          links.add(link.isEmpty() ? null : link);
        }
      }
    }
    ArrayNode days = Json.MAPPER.createArrayNode();
    shown.days(first).forEach(day -> days.add(day.json()));
    chain.put("days", PackedPanes.deflated(days));
    return chain.put("head", shown.head().head());
  }

  private static String text(JsonNode json) throws ProofException {
    try {
      return Json.MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new ProofException("the proof is no JSON: " + e.getClass().getSimpleName());
    }
  }
}
