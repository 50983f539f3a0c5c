package dev.plumbline.kafka.topic;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.Inference;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RevealRecord;
import dev.plumbline.event.TrainingExample;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.incident.Incident;
import dev.plumbline.event.incident.IncidentNote;
import dev.plumbline.event.measure.WindowMeasures;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.event.pane.PaneCounts;
import org.apache.kafka.common.serialization.Serdes;

/** Every topic where stages meet; {@code topics/} says how each is configured. */
public final class Topics {

  /** Raw and restricted: only the redact stage reads it, and only as bytes. */
  public static final Topic<byte[]> INFERENCE_REQUESTS =
      new Topic<>("inference-requests", Serdes.String(), Serdes.ByteArray());

  /** Raw and restricted as well: anybody may write it. */
  public static final Topic<byte[]> OUTCOMES =
      new Topic<>("outcomes", Serdes.String(), Serdes.ByteArray());

  public static final Topic<Inference> REDACTED_REQUESTS =
      Topic.json("redacted-requests", Inference.class);
  public static final Topic<Outcome> REDACTED_OUTCOMES =
      Topic.json("redacted-outcomes", Outcome.class);
  public static final Topic<Inference> SCORED_REQUESTS =
      Topic.json("scored-requests", Inference.class);
  public static final Topic<PaneCounts> PANE_COUNTS = Topic.json("pane-counts", PaneCounts.class);
  public static final Topic<WindowMeasures> WINDOW_MEASURES =
      Topic.json("window-measures", WindowMeasures.class);
  public static final Topic<ChainHead> CHAIN_HEADS = Topic.json("chain-heads", ChainHead.class);
  public static final Topic<Alert> ETHICS_ALERTS = Topic.json("ethics-alerts", Alert.class);
  public static final Topic<Incident> INCIDENTS = Topic.json("incidents", Incident.class);
  public static final Topic<IncidentNote> INCIDENT_NOTES =
      Topic.json("incident-notes", IncidentNote.class);
  public static final Topic<RetrainingJob> RETRAINING_JOBS =
      Topic.json("retraining-jobs", RetrainingJob.class);
  public static final Topic<ModelRelease> MODEL_RELEASES =
      Topic.json("model-releases", ModelRelease.class);
  public static final Topic<TrainingExample> TRAINING_EXAMPLES =
      Topic.json("training-examples", TrainingExample.class);
  public static final Topic<DeadLetter> DEAD_LETTERS = Topic.json("dead-letters", DeadLetter.class);

  public static final Topic<RevealRecord> REVEAL_AUDIT =
      Topic.json("reveal-audit", RevealRecord.class);

  private Topics() {}
}
