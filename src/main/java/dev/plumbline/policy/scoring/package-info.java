/** How the numbers that a model gives become decisions, and what a model of features is shown. */
@NullMarked
package dev.plumbline.policy.scoring;

import org.jspecify.annotations.NullMarked;
