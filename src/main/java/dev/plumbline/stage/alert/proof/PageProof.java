package dev.plumbline.stage.alert.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.policy.Policy;
import dev.plumbline.policy.ReferenceGroups;
import dev.plumbline.policy.drift.DriftBaseline;
import dev.plumbline.stage.alert.chain.Sha256;
import dev.plumbline.stage.alert.evidence.EDetector;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.evidence.PageThresholds;
import dev.plumbline.stage.alert.evidence.RateContrast.Term;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Writes the proof of a page, {@code proof.json}. It shows every pane since the evidence began. Of
 * a run that is too long it shows the newest panes that fit: the evidence of later starts is a part
 * of the whole, so when that part alone reaches the threshold, the whole did.
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
  private final PageMoment page;
  private final ProofPanes shown;

  /**
   * @param meaning the policy's text, whose hash is the second part of its version
   * @param shown the panes up to the page
   */
  public PageProof(Policy policy, String meaning, PageMoment page, ProofPanes shown) {
    this.policy = policy;
    this.meaning = meaning;
    this.page = page;
    this.shown = shown;
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
      throw new ProofException("the page is older than the chain of the pane counts");
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
    double evidence = ProvenDetector.of(page, panes).detector().evidence();
    double threshold = threshold();
    if (proof.length > mostBytes || evidence < threshold) {
      throw new ProofException(
          String.format(
              Locale.ROOT,
              "the newest %d panes fit into %d bytes, and their evidence is %.4g of %.4g: allow more bytes",
              panes.size(),
              mostBytes,
              evidence,
              threshold));
    }
    return proof;
  }

  private double threshold() throws ProofException {
    Double threshold = page.alert().sequential().threshold();
    if (threshold == null) {
      throw new ProofException("the alert is no page");
    }
    return threshold;
  }

  private byte[] write(List<ProofPane> panes) throws ProofException {
    ProvenDetector proven = ProvenDetector.of(page, panes);
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("form", FORM);
    json.set("page", page(proven));
    DriftBaseline baseline = policy.drift().baseline();
    json.putObject("policy")
        .put("meaning", meaning)
        .put("baseline", baseline == null ? "" : baseline.version());
    long length = policy.windows().advance().toMillis();
    json.set("panes", PackedPanes.json(panes, shown.shown(), shown.withLabels(), length));
    json.set("chain", chain(panes.get(0)));
    json.set("rule", rule(proven));
    String body = text(json);
    String open = body.substring(0, body.length() - 1);
    return (open + ",\"digest\":\"" + Sha256.hex(open) + "\"}\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Evidence and onset only when the proof's panes lead to the same ones. */
  private ObjectNode page(ProvenDetector proven) throws ProofException {
    Alert alert = page.alert();
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
        .put("policyVersion", alert.context().policyVersion());
  }

  private ObjectNode rule(ProvenDetector proven) throws ProofException {
    double panes = PageThresholds.of(policy).panes();
    ObjectNode rule = Json.MAPPER.createObjectNode();
    rule.put("panesPerFalsePage", panes);
    rule.put("sum", proven.detector().evidence() * panes / threshold());
    rule.putArray("detectors").add(detector(proven));
    return rule;
  }

  private ObjectNode detector(ProvenDetector proven) {
    EDetector detector = proven.detector();
    AlertRule rule = page.alert().rule();
    String reference = policy.groups().reference().get(rule.attribute());
    long declared = PageThresholds.of(policy).declared();
    ObjectNode json =
        Json.MAPPER
            .createObjectNode()
            .put("metric", page.rule().metric().label())
            .put("contrast", page.contrast().name().toLowerCase(Locale.ROOT))
            .put("attribute", rule.attribute())
            .put("group", rule.group())
            .put("reference", reference == null ? ReferenceGroups.REST : reference)
            .put("delta", page.contrast().delta());
    ArrayNode terms = json.putArray("terms");
    for (Term term : page.contrast().terms()) {
      terms
          .addObject()
          .put("rate", term.rate().name().toLowerCase(Locale.ROOT))
          .put("ofGroup", term.ofGroup())
          .put("weight", term.weight());
    }
    json.put("warmUp", proven.warmUp());
    json.put("number", detector.number() > declared ? detector.number() : null);
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

  private ObjectNode chain(ProofPane first) throws ProofException {
    ObjectNode chain = Json.MAPPER.createObjectNode();
    chain.put("previous", first.place().previous());
    chain.put("panes", first.place().panes());
    boolean withLabels = shown.withLabels();
    ArrayNode before = chain.putObject("before").putArray(withLabels ? "labels" : "decisions");
    for (GroupName name : shown.shown()) {
      ProofPane.Links links = first.links().get(name);
      before.add(links == null ? null : links.chain(withLabels));
    }
    ArrayNode days = Json.MAPPER.createArrayNode();
    shown.days(first).forEach(day -> days.add(day.json()));
    chain.put("days", PackedPanes.deflated(text(days).getBytes(StandardCharsets.UTF_8)));
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
