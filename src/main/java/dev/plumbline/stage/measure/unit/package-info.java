/**
 * What counts as one piece of evidence: of a person's decisions in a period the earliest, of
 * identical requests in a pane one. The fold step names the candidates, the merge step, which sees
 * all of one model, chooses.
 */
@NullMarked
package dev.plumbline.stage.measure.unit;

import org.jspecify.annotations.NullMarked;
