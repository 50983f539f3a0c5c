package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupExamples;
import dev.plumbline.event.PaneCounts;
import dev.plumbline.event.Span;
import dev.plumbline.policy.Policy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;

/**
 * One model's evidence that has not left yet. A pane leaves once, when it closes; what comes for it
 * later counts in the first pane still open.
 */
final class OpenEvidence {

  private final Policy policy;
  private final PaneStore<Counts> panes;
  private final long advance;

  OpenEvidence(Policy policy, PaneStore<Counts> panes) {
    this.policy = policy;
    this.panes = panes;
    this.advance = policy.windows().advance().toMillis();
  }

  /**
   * @param openFrom start of the first pane that is not closed
   */
  void add(long pane, Counts counts, long openFrom) {
    if (!counts.isEmpty()) {
      panes.merge(Math.max(pane, openFrom), counts, Counts::merge);
    }
  }

  void move(Delta.Move move, long openFrom) {
    if (move.from() >= openFrom) {
      add(move.from(), move.taken(), openFrom);
      add(move.to(), move.added(), openFrom);
    }
  }

  /** Start of the newest pane; smallest of all numbers when there is none. */
  long newest() {
    long newest = Long.MIN_VALUE;
    for (KeyValue<Long, Counts> pane : panes.between(Long.MIN_VALUE, Long.MAX_VALUE)) {
      newest = pane.key;
    }
    return newest;
  }

  /** Lets panes leave that start before {@code limit}. */
  void close(long limit, Consumer<Published> out) {
    for (KeyValue<Long, Counts> pane : panes.between(Long.MIN_VALUE, limit)) {
      Counts counts = pane.value.withoutEmptyGroups();
      if (!counts.isEmpty()) {
        out.accept(new Published.Pane(published(pane.key, counts)));
      }
      panes.delete(pane.key);
    }
  }

  private PaneCounts published(long start, Counts counts) {
    String version = counts.modelVersion();
    Counts bounded = counts.bounded();
    List<GroupExamples> examples = new ArrayList<>();
    bounded
        .groups()
        .forEach(
            (key, group) -> {
              Examples of = bounded.examples().get(key);
              if (of != null) {
                examples.add(of.of(group));
              }
            });
    return new PaneCounts(
        policy.model(),
        new Span(Instant.ofEpochMilli(start), Instant.ofEpochMilli(start + advance)),
        new ArrayList<>(bounded.groups().values()),
        counts.labels(),
        examples,
        version.isEmpty() ? null : version,
        policy.version());
  }
}
