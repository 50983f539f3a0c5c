/**
 * How a text classifier is changed by what it learns: its last layer alone, fitted to its optimum,
 * or any of its parameters, moved by gradients.
 */
@NullMarked
package dev.plumbline.stage.retrain.train.tune;

import org.jspecify.annotations.NullMarked;
