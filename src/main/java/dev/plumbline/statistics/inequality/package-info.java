/** How unequally benefits are spread. */
@NullMarked
package dev.plumbline.statistics.inequality;

import org.jspecify.annotations.NullMarked;
