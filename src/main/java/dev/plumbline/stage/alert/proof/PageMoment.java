package dev.plumbline.stage.alert.proof;

import dev.plumbline.event.alert.Alert;
import java.util.List;

/**
 * A page that the panes lead to.
 *
 * @param pane the page's number, from 0
 * @param detectors whose evidence was in the policy's sum: those of the page's rule first, then the
 *     strongest rule's; of a rule the strongest first
 */
public record PageMoment(Alert alert, long pane, List<PageDetector> detectors) {
  public PageMoment {
    detectors = List.copyOf(detectors);
  }
}
