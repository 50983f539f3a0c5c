/** On how many different people evidence rests. */
@NullMarked
package dev.plumbline.stage.alert.people;

import org.jspecify.annotations.NullMarked;
