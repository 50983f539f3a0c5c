/**
 * The proof of a page: the panes, the policy and the arithmetic that led to it, for a verifier that
 * shares no code ({@code docs/proofs.md}, {@code docs/verify.py}).
 */
@NullMarked
package dev.plumbline.stage.alert.proof;

import org.jspecify.annotations.NullMarked;
