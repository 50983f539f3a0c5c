package dev.plumbline.stage.measure.record;

import dev.plumbline.event.TrueLabel;

/** One event's share in what is counted; the same contributions give the same counts. */
public sealed interface EventContribution {

  String model();

  /** A prediction, in its pane's measures and evidence. */
  record Predicted(String requestId, Observation measured) implements EventContribution {
    @Override
    public String model() {
      return measured.model();
    }
  }

  /**
   * A label, in the measures of the prediction's pane.
   *
   * @param sign -1 takes it back
   */
  record Labelled(StoredPrediction kept, String truth, int sign) implements EventContribution {
    @Override
    public String model() {
      return kept.model();
    }
  }

  /** A label, in the evidence of the label's own pane. */
  record Evident(String requestId, StoredPrediction kept, TrueLabel truth)
      implements EventContribution {
    @Override
    public String model() {
      return kept.model();
    }
  }

  /**
   * An earlier label that came after a later one: the evidence moves, while the later one's pane is
   * open.
   */
  record Moved(StoredPrediction kept, TrueLabel from, TrueLabel to) implements EventContribution {
    @Override
    public String model() {
      return kept.model();
    }
  }

  /** A label that is not the evidence: counted nowhere, but seen in its own pane. */
  record Reported(String requestId, StoredPrediction kept, TrueLabel truth)
      implements EventContribution {
    @Override
    public String model() {
      return kept.model();
    }
  }

  /**
   * A further number, in the measures of the pane.
   *
   * @param time in the pane, epoch milliseconds
   */
  record Noted(String model, long time, String fact, long amount) implements EventContribution {}

  /**
   * An outcome that waits for its prediction: nothing is counted, but it expires.
   *
   * @param time of the outcome, epoch milliseconds
   */
  record Awaiting(String model, long time, String requestId) implements EventContribution {}
}
