package dev.plumbline.stage.retrain;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.TrueLabel;
import dev.plumbline.kafka.topic.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Labels that came before their record. All of them wait, because only the record's time says which
 * are within the horizon; a flood must not fill the store, so of more than {@value #MOST} those
 * that count first by {@link TrueLabel} do.
 *
 * @param labels outcomes of kind label, the one that counts first
 */
record EarlyLabels(@JsonValue List<Outcome> labels) {

  static final int MOST = 16;
  static final EarlyLabels NONE = new EarlyLabels(List.of());

  private static final Comparator<Outcome> ORDER =
      Comparator.comparing(EarlyLabels::truth).reversed().thenComparing(Outcome::model);

  EarlyLabels {
    labels = List.copyOf(labels);
  }

  /** Reads the single outcome too that an earlier version kept. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static EarlyLabels read(JsonNode stored) {
    Iterable<JsonNode> all = stored.isArray() ? stored : List.of(stored);
    List<Outcome> labels = new ArrayList<>();
    all.forEach(label -> labels.add(Json.MAPPER.convertValue(label, Outcome.class)));
    return new EarlyLabels(labels);
  }

  /** With one more; the same when it waits already or others count before it. */
  EarlyLabels plus(Outcome label) {
    return new EarlyLabels(
        Stream.concat(labels.stream(), Stream.of(label))
            .sorted(ORDER)
            .distinct()
            .limit(MOST)
            .toList());
  }

  /**
   * @param time epoch milliseconds
   */
  EarlyLabels since(long time) {
    return new EarlyLabels(labels.stream().filter(label -> truth(label).time() >= time).toList());
  }

  private static TrueLabel truth(Outcome outcome) {
    TrueLabel truth = TrueLabel.of(outcome);
    if (truth == null) {
      throw new IllegalArgumentException("an outcome that is no label waits");
    }
    return truth;
  }
}
