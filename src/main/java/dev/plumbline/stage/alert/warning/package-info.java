/** What one window says about each rule of the policy. */
@NullMarked
package dev.plumbline.stage.alert.warning;

import org.jspecify.annotations.NullMarked;
