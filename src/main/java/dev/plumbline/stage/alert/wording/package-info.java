/** What alerts say in words. */
@NullMarked
package dev.plumbline.stage.alert.wording;

import org.jspecify.annotations.NullMarked;
