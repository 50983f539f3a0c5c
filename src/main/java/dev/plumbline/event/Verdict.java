package dev.plumbline.event;

/** What a measure says about its rule. A group too small is never fair. */
public enum Verdict {
  FAIR,
  UNFAIR,
  NOT_ENOUGH_EVIDENCE
}
