/** What commands draw on a terminal. */
@NullMarked
package dev.plumbline.cli.console;

import org.jspecify.annotations.NullMarked;
