package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;
import java.util.List;

/**
 * Which labels one group's labelled requests got, beside the true ones.
 *
 * @param attribute protected attribute or intersection; {@code *} for everyone
 * @param labels sorted; at most 32, and one for all others together
 * @param counts a row for each true label, in it a number for each predicted one, both in the order
 *     of {@code labels}
 */
public record ConfusionCounts(
    String attribute, String group, List<String> labels, List<List<Long>> counts) {
  public ConfusionCounts {
    MessageChecks.notBlank(attribute, "attribute");
    MessageChecks.notBlank(group, "group");
    labels = MessageChecks.list(labels);
    counts = MessageChecks.list(counts).stream().map(List::copyOf).toList();
  }
}
