/** What {@code prove} and {@code chain} read, and how they go about it. */
@NullMarked
package dev.plumbline.cli.proof;

import org.jspecify.annotations.NullMarked;
