package dev.plumbline.stage.redact.detect.standard;

/** Decides on a match, and where it ends: a pattern may take the number after a number too. */
@FunctionalInterface
public interface MatchValidator {

  int REFUSED = -1;

  /** The end of what is valid from {@code start} on, at most {@code end}; or {@link #REFUSED}. */
  int accept(CharSequence text, int start, int end);
}
