/** Groups that nobody declared: everyone who shares the groups of several attributes. */
@NullMarked
package dev.plumbline.stage.alert.search;

import org.jspecify.annotations.NullMarked;
