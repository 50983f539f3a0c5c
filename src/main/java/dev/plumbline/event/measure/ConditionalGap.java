package dev.plumbline.event.measure;

import dev.plumbline.event.MessageChecks;
import java.util.List;

/**
 * The gap in a rate beside what it is within the levels of an attribute or factor. {@code mix} and
 * {@code treatment} add up to {@code gap}.
 *
 * @param given the attribute or factor
 * @param gap group's rate minus reference's, over the requests whose level is known
 * @param mix the part that comes from being in other levels
 * @param treatment the part that comes from being treated differently within levels
 * @param without levels in which only one side has requests; they say nothing about treatment
 */
public record ConditionalGap(
    String given, double gap, double mix, double treatment, List<String> without) {
  public ConditionalGap {
    MessageChecks.notBlank(given, "given");
    without = MessageChecks.list(without);
  }
}
