/**
 * A hash chain over {@code pane-counts}: what was counted cannot be changed later without a change
 * of every head published since ({@code docs/proofs.md}).
 */
@NullMarked
package dev.plumbline.stage.alert.chain;

import org.jspecify.annotations.NullMarked;
