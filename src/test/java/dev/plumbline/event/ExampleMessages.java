package dev.plumbline.event;

import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.AlertContext;
import dev.plumbline.event.alert.AlertFigures;
import dev.plumbline.event.alert.AlertStatus;
import dev.plumbline.event.alert.SequentialEvidence;
import dev.plumbline.event.incident.ExcessDecisions;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentNote;
import dev.plumbline.event.incident.IncidentOmissions;
import dev.plumbline.event.incident.IncidentOrigin;
import dev.plumbline.event.incident.IncidentRule;
import dev.plumbline.event.incident.IncidentStatus;
import dev.plumbline.event.incident.IncidentText;
import dev.plumbline.event.incident.SilenceNote;
import dev.plumbline.event.incident.StartChange;
import java.time.Instant;
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
                new SequentialEvidence(
                    1e7,
                    1e6,
                    onset,
                    1.3e6,
                    1.4e6,
                    1.3e5,
                    SequentialEvidence.Naming.TOGETHER,
                    90L,
                    180L))),
        List.of(new StartChange(StartChange.Kind.MODEL_VERSION, "m1", onset, "m1 came.")),
        new IncidentOmissions(2, 1),
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
                "m2",
                "cd".repeat(32),
                Map.of("accuracy", 0.8, "gap", 0.3),
                Map.of("accuracy", 0.82, "gap", 0.1),
                "the gap shrank by too little"));
  }

  /** A promoted one that a person takes back. */
  public static RetrainingJob decidedJob(String model, String id) {
    RetrainingJob promoted = endedJob(model, id, RetrainingJob.State.PROMOTED);
    return promoted.decided(
        new JobDecision(JobDecision.Verdict.ROLL_BACK, "ada", NOON.plusSeconds(90), "a complaint"),
        promoted.result());
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
        everything ? List.of("features.age:not_finite") : List.of(),
        null);
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

  /** One that a candidate on trial scored too. */
  public static Inference challenged() {
    return scored(true)
        .challengedBy(
            new Prediction(
                "no",
                0.625,
                Map.of("yes", 0.375, "no", 0.625),
                "m2",
                Prediction.Source.MODEL,
                false));
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

  public static ModelRelease release() {
    return ModelRelease.first(
        "desk",
        new EarlierRelease("m2", "models/desk-2", "ab".repeat(32)),
        new EarlierRelease("m1", "models/desk", null),
        "job-1",
        NOON);
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

  public static IncidentNote note(String model, IncidentNote.Kind kind) {
    return IncidentNote.of(
        Incident.key(model, "260101-k3f9m"),
        kind,
        "Ada",
        NOON,
        "seen",
        NOON.plusSeconds(3600),
        "Grace");
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
