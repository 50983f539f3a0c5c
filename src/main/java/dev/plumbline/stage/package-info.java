/**
 * What a stage is. Every stage has a package of its own below this one, with a {@link
 * dev.plumbline.stage.Stage} and its topology in it; stages never import each other, they meet in
 * topics.
 */
@NullMarked
package dev.plumbline.stage;

import org.jspecify.annotations.NullMarked;
