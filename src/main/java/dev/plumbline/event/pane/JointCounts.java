package dev.plumbline.event.pane;

import dev.plumbline.event.MessageChecks;
import java.util.List;

/**
 * One pane's counts of everyone by the groups of several attributes at once: any group that these
 * attributes describe together is a sum of cells.
 *
 * @param attributes whose groups each cell names
 * @param depth how many of them are combined at most; 0 where nobody said so
 * @param cells those that have anybody, sorted
 * @param examples a few requests of all cells, by cell, sorted
 */
public record JointCounts(
    List<String> attributes, int depth, List<CellCounts> cells, List<CellExamples> examples) {

  public JointCounts {
    attributes = MessageChecks.list(attributes);
    cells = MessageChecks.list(cells);
    examples = MessageChecks.list(examples);
  }
}
