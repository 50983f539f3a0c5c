package dev.plumbline.stage.retrain.demand;

import dev.plumbline.event.Prediction;
import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.group.GroupPolicy;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A record whose true label has come, on its way to the task that counts its model's.
 *
 * @param labelledAt event time of the label
 * @param label the true label
 * @param corrects the label that it had before; null of the first one
 * @param attributes names of groups, as in {@code training-examples}
 * @param predicted label that the serving model had said
 * @param trial what both models had said of it; null when none was on trial
 */
public record LabelledRecord(
    String requestId,
    Instant labelledAt,
    String label,
    @Nullable String corrects,
    Map<String, String> attributes,
    String predicted,
    @Nullable Trial trial) {

  /**
   * @param champion what the serving model said
   * @param challenger what the candidate on trial said
   */
  public record Trial(Prediction champion, Prediction challenger) {}

  public LabelledRecord {
    attributes = Map.copyOf(attributes);
  }

  /** Calls with every attribute and group that it counts for, the totals among them. */
  public void forEachGroup(GroupPolicy groups, BiConsumer<String, String> to) {
    to.accept(GroupCounts.ALL, GroupCounts.ALL);
    groups
        .groupsFor(attributes)
        .forEach(
            (attribute, group) -> {
              to.accept(attribute, GroupCounts.ALL);
              to.accept(attribute, group);
            });
  }
}
