package dev.plumbline.event;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.AlertStatus;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.incident.ExcessDecisions;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentOrigin;
import dev.plumbline.event.incident.IncidentRule;
import dev.plumbline.event.incident.IncidentStatus;
import dev.plumbline.event.incident.IncidentText;
import dev.plumbline.event.incident.SilenceNote;
import dev.plumbline.event.incident.StartChange;
import dev.plumbline.event.measure.AcceptedTolerance;
import dev.plumbline.event.measure.CellCounts;
import dev.plumbline.event.measure.ChainHead;
import dev.plumbline.event.measure.ConditionalGap;
import dev.plumbline.event.measure.ConfusionCounts;
import dev.plumbline.event.measure.CounterfactualMeasure;
import dev.plumbline.event.measure.DriftMeasure;
import dev.plumbline.event.measure.DriftShift;
import dev.plumbline.event.measure.DriftSide;
import dev.plumbline.event.measure.EvidenceUnits;
import dev.plumbline.event.measure.FairnessMeasure;
import dev.plumbline.event.measure.FlipCount;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.measure.GroupExemplars;
import dev.plumbline.event.measure.GroupPeople;
import dev.plumbline.event.measure.GroupScoreSums;
import dev.plumbline.event.measure.HistogramBin;
import dev.plumbline.event.measure.IndicatorSum;
import dev.plumbline.event.measure.JointCounts;
import dev.plumbline.event.measure.PaneCounts;
import dev.plumbline.event.measure.SignalHistogram;
import dev.plumbline.event.measure.UnitTally;
import dev.plumbline.event.measure.WeightedScore;
import dev.plumbline.event.measure.WindowMeasures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Events as the flow writes them, with every optional field and with none. */
public final class ExampleMessages {

  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final Map<String, String> ATTRIBUTES = Map.of("sex", "female");

  private ExampleMessages() {}

  public static AlertRule rule(String group) {
    return new AlertRule("demographic_parity_difference", "sex", group);
  }

  public static GroupCounts counts(String group) {
    return new GroupCounts("sex", group, 100, 40, 50, 10, 10, 20, 10);
  }

  public static FairnessMeasure gap(String group, FairnessMeasure.Comparison comparison) {
    return new FairnessMeasure(
        "demographic_parity_difference",
        "sex",
        comparison,
        group,
        "male",
        -0.2,
        -0.3,
        -0.11,
        100,
        200,
        0.1,
        Verdict.UNFAIR,
        "sex=" + group + ": a gap of 0.2",
        new ConditionalGap("department", -0.2, -0.15, -0.05, List.of("C")),
        80.5,
        null,
        new AcceptedTolerance(0.1, Instant.parse("2026-06-30T00:00:00Z"), "known"));
  }

  public static FairnessMeasure unknownGap(String group) {
    return new FairnessMeasure(
        "demographic_parity_difference",
        "sex",
        FairnessMeasure.Comparison.REFERENCE,
        group,
        "male",
        null,
        null,
        null,
        3,
        200,
        null,
        Verdict.NOT_ENOUGH_EVIDENCE,
        "sex=" + group + ": too few");
  }

  public static DriftMeasure drift(boolean known) {
    return new DriftMeasure(
        "score",
        "*",
        "*",
        "psi",
        known ? 0.3 : null,
        known ? 1e-9 : null,
        0.005,
        100,
        200,
        0.2,
        known ? DriftMeasure.Drift.DRIFTED : DriftMeasure.Drift.NOT_ENOUGH_EVIDENCE,
        "psi",
        known ? List.of(new DriftShift("0.1 to 0.2", 0.3, 0.1, 0.8)) : List.of(),
        known ? new DriftSide(0.3, 0.25, 0.1) : null,
        known ? new DriftSide(0.2, 0.15, 0.1) : null);
  }

  /** The window of five minutes that ends so many minutes after noon. */
  /** The same window before its labels came. */
  public static WindowMeasures withoutEvidence(WindowMeasures window) {
    List<FairnessMeasure> fairness =
        window.fairness().stream()
            .map(
                m ->
                    new FairnessMeasure(
                        m.metric(),
                        m.attribute(),
                        m.comparison(),
                        m.group(),
                        m.reference(),
                        null,
                        null,
                        null,
                        0,
                        0,
                        m.tolerance(),
                        Verdict.NOT_ENOUGH_EVIDENCE,
                        "not enough evidence"))
            .toList();
    WeightedScore bias = new WeightedScore(null, 0, Map.of(), Map.of());
    return with(window, window.revision(), 0, fairness, bias);
  }

  /** The same window once more. */
  public static WindowMeasures revised(WindowMeasures window) {
    return with(window, window.revision() + 1, window.labelled(), window.fairness(), window.bias());
  }

  private static WindowMeasures with(
      WindowMeasures window,
      int revision,
      long labelled,
      List<FairnessMeasure> fairness,
      WeightedScore bias) {
    return new WindowMeasures(
        window.model(),
        window.window(),
        revision,
        window.isFinal(),
        window.requests(),
        labelled,
        window.outcomes(),
        window.modelVersion(),
        window.policyVersion(),
        window.groups(),
        fairness,
        window.drift(),
        window.ethics(),
        bias,
        window.counterfactuals(),
        window.benefits());
  }

  public static WindowMeasures window(String model, int minute, String... groups) {
    List<FairnessMeasure> fairness = new ArrayList<>();
    for (String group : groups) {
      fairness.add(gap(group, FairnessMeasure.Comparison.REFERENCE));
    }
    fairness.add(gap(groups[0], FairnessMeasure.Comparison.WORST_PAIR));
    Instant end = NOON.plus(minute, ChronoUnit.MINUTES);
    return new WindowMeasures(
        model,
        new TimeSpan(end.minus(5, ChronoUnit.MINUTES), end),
        0,
        false,
        300,
        150,
        Map.of("matched", 150L, "unmatched", 3L),
        "m1",
        "v1",
        List.of(counts("female")),
        fairness,
        List.of(drift(true)),
        new WeightedScore(0.9, 270, Map.of("privacy", 0.9), Map.of("privacy", 0.9), 0.86, 0.93),
        new WeightedScore(0.1, 30, Map.of("selection_gap", 0.1), Map.of("selection_gap", 0.1)),
        List.of(new CounterfactualMeasure("gender", 40, 6, 0.15, 0.06, "6 of 40 turned")),
        Map.of("accuracy", 0.8),
        List.of(
            new SignalHistogram(
                "label",
                List.of(new HistogramBin("no", 100, 90L), new HistogramBin("yes", 200, null)))),
        Map.of("features.age:not_finite", 2L),
        List.of(
            new ConfusionCounts(
                "sex",
                "female",
                List.of("no", "yes"),
                List.of(List.of(40L, 10L), List.of(5L, 20L)))));
  }

  /** A window with nothing to say. */
  public static WindowMeasures emptyWindow(String model) {
    WeightedScore nothing = new WeightedScore(null, 0, Map.of(), Map.of());
    return new WindowMeasures(
        model,
        new TimeSpan(NOON, NOON.plusSeconds(300)),
        3,
        true,
        0,
        0,
        Map.of(),
        null,
        "v1",
        List.of(),
        List.of(unknownGap("female")),
        List.of(drift(false)),
        nothing,
        nothing,
        List.of(new CounterfactualMeasure("gender", 3, 0, null, null, "too few")),
        Map.of());
  }

  public static Alert alert(String model, String group, Alert.State state) {
    return new Alert(
        Alert.key(model, rule(group)),
        model,
        rule(group),
        new AlertStatus(state, Alert.Severity.PAGE, NOON, NOON),
        new AlertFigures(-0.2, -0.3, -0.11, 100, 200, 0.1),
        new SequentialEvidence(
            1e7,
            1e6,
            Instant.parse("2026-01-01T11:53:00Z"),
            1.3e6,
            1.4e6,
            1.3e5,
            SequentialEvidence.Naming.EACH,
            90L,
            180L),
        new AlertContext(
            "a gap of 0.2", "m1", "v1", Map.of("selection_gap", 0.1), List.of("request-1")));
  }

  public static Alert bareWarning(String model) {
    return new Alert(
        Alert.key(model, rule("female")),
        model,
        rule("female"),
        new AlertStatus(Alert.State.OPEN, Alert.Severity.WARNING, NOON, NOON),
        new AlertFigures(null, null, null, 0, 0, null),
        SequentialEvidence.NONE,
        new AlertContext("drift", null, "v1", Map.of(), List.of()));
  }

  /** One that is silenced, with every field. */
  public static Incident incident(String model, IncidentStatus.State state) {
    Instant onset = Instant.parse("2026-01-01T11:53:00Z");
    boolean open = state == IncidentStatus.State.OPEN;
    return new Incident(
        Incident.key(model, "260101-k3f9m"),
        "260101-k3f9m",
        model,
        rule("female"),
        new IncidentStatus(
            state,
            open ? IncidentStatus.Occasion.OPENED : IncidentStatus.Occasion.CLEARED,
            NOON,
            onset,
            NOON,
            NOON,
            0,
            open ? new SilenceNote("migration", NOON.plusSeconds(3600)) : null),
        new IncidentText(
            model + ": sex=female gets favourable decisions less often",
            List.of("Evidence that decided: much.", "Newest window: the same.")),
        new ExcessDecisions(
            "sex=female",
            "sex=male",
            "unfavourable decisions",
            "requests",
            onset,
            7 / 60.0,
            100,
            200,
            0.5,
            0.3,
            20,
            8,
            32,
            171.4,
            68.6,
            274.3),
        List.of(
            new IncidentRule(
                rule("female"),
                Alert.Severity.PAGE,
                NOON,
                NOON,
                open ? NOON : NOON.plusSeconds(60),
                new AlertFigures(-0.2, -0.3, -0.11, 100, 200, 0.1),
                new SequentialEvidence(1e7, 1e6, onset))),
        List.of(new StartChange(StartChange.Kind.MODEL_VERSION, "m1", onset, "m1 came.")),
        new IncidentOrigin("m1", "v1", List.of("request-1"), "https://wiki.example/fair"));
  }

  public static RetrainingJob job(String model, String id) {
    return new RetrainingJob(
        id,
        model,
        RetrainingJob.State.REQUESTED,
        Alert.key(model, rule("female")),
        rule("female"),
        NOON,
        NOON,
        500,
        JobResult.NONE,
        "v1");
  }

  public static RetrainingJob endedJob(String model, String id, RetrainingJob.State state) {
    return job(model, id)
        .becomes(
            state,
            NOON.plusSeconds(60),
            new JobResult(
                "jobs/" + id,
                Map.of("accuracy", 0.8, "gap", 0.3),
                Map.of("accuracy", 0.82, "gap", 0.1),
                "the gap shrank by too little"));
  }

  public static Inference request(boolean everything) {
    return new Inference(
        "request-1",
        "desk",
        NOON,
        everything ? "hello <PERSON>" : null,
        everything ? "good day" : null,
        everything ? Map.of("age", 42, "plan", "gold", "new", true) : Map.of(),
        everything ? ATTRIBUTES : Map.of(),
        everything ? new Consent(List.of("monitoring")) : null,
        everything ? "0123456789abcdef" : null,
        null,
        everything ? List.of(new Redaction("PERSON", "text", 1)) : List.of(),
        "v1",
        Map.of(),
        everything ? List.of("features.age:not_finite") : List.of());
  }

  public static Inference scored(boolean everything) {
    return request(everything)
        .scored(
            new Prediction(
                "yes",
                0.75,
                everything ? Map.of("yes", 0.75, "no", 0.25) : Map.of(),
                everything ? "m1" : null,
                everything ? Prediction.Source.MODEL : null,
                everything,
                everything ? 0.125 : null),
            everything ? Map.of("privacy", 1.0) : Map.of());
  }

  public static Outcome outcome(Outcome.Kind kind) {
    return new Outcome(
        "request-1",
        "desk",
        NOON,
        kind,
        switch (kind) {
          case LABEL -> "yes";
          case COUNTERFACTUAL -> "gender";
          default -> null;
        },
        switch (kind) {
          case RATING -> 4.5;
          case COUNTERFACTUAL -> 0.25;
          default -> null;
        },
        kind == Outcome.Kind.COUNTERFACTUAL ? true : null);
  }

  public static ChainHead head(String model) {
    return new ChainHead(model, NOON, 3, "ab".repeat(32), "0".repeat(64));
  }

  public static PaneCounts pane(boolean everything) {
    return new PaneCounts(
        "desk",
        new TimeSpan(NOON, NOON.plusSeconds(60)),
        everything ? List.of(counts("female")) : List.of(),
        everything ? Map.of("yes", 40L) : Map.of(),
        everything
            ? List.of(
                new GroupExemplars(
                    "sex",
                    "female",
                    List.of("request-1", "request-2"),
                    List.of("request-2"),
                    List.of("request-3")))
            : List.of(),
        everything ? "m1" : null,
        "v1",
        everything
            ? new EvidenceUnits("subject", new UnitTally(80, 20, 7, 3, 0), UnitTally.NONE)
            : null,
        everything
            ? List.of(new GroupPeople("sex", "female", 40, "AAAAAQAAAAI=", 1, "AAAAAQ=="))
            : List.of(),
        everything
            ? List.of(new GroupScoreSums("sex", "female", 100, 58_000_000_000L, 37_500_000_000L))
            : List.of(),
        everything ? Map.of("privacy", new IndicatorSum(98.5, 100, 1)) : Map.of(),
        everything ? Map.of("gender", new FlipCount(12, 1)) : Map.of(),
        everything
            ? List.of(new GroupScoreSums("sex", "female", 40, -2_000_000_000L, 6_500_000_000L))
            : List.of(),
        everything
            ? new JointCounts(
                List.of("age", "sex"),
                List.of(new CellCounts(List.of("50+", "female"), 40, 30, 3, 2, 1, 4, 4)))
            : null);
  }

  public static ModelRelease release() {
    return new ModelRelease("desk", "m2", "models/desk-2", "job-1", NOON);
  }

  public static TrainingExample example() {
    return new TrainingExample(
        "request-1", "desk", NOON, NOON.plusSeconds(60), "hello", "yes", "no", ATTRIBUTES);
  }

  public static DeadLetter letter(boolean everything) {
    String reason = "the value is not JSON";
    return new DeadLetter(
        new RecordOrigin("inference-requests", 0, 7, NOON),
        "redact",
        everything
            ? DeadLetterCause.rejected("desk", "not_json", reason)
            : DeadLetterCause.withheld(null, "not_json", reason),
        everything ? "c2VhbGVk" : null);
  }

  public static RevealRecord reveal(boolean full) {
    return new RevealRecord(
        NOON,
        "ops",
        full ? "auditor 7" : null,
        full ? RevealRecord.Kind.TOKEN : RevealRecord.Kind.DEAD_LETTER,
        full ? "EMAIL_ADDRESS" : "inference-requests-0@12",
        "0123456789abcdef".repeat(4),
        "complaint 12");
  }
}
