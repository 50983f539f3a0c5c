/**
 * Which version of a model scores: what was released last, or what its policy names. Follows {@code
 * model-releases} and swaps the version between two batches; follows {@code retraining-jobs} and
 * lets candidates on trial score beside.
 */
@NullMarked
package dev.plumbline.stage.score.release;

import org.jspecify.annotations.NullMarked;
