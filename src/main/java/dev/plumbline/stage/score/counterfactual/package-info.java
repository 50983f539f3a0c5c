/** The same texts with the words for a group swapped: does the decision turn? */
@NullMarked
package dev.plumbline.stage.score.counterfactual;

import org.jspecify.annotations.NullMarked;
