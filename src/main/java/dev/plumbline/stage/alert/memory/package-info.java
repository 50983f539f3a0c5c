/** What is remembered of a model and its groups between two events. */
@NullMarked
package dev.plumbline.stage.alert.memory;

import org.jspecify.annotations.NullMarked;
