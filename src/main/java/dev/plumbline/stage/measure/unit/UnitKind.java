package dev.plumbline.stage.measure.unit;

import dev.plumbline.stage.measure.counts.CounterNames;

/** The kinds of units, each of which is counted apart; numbers and labels are durable. */
enum UnitKind {
  /** Of a person's decisions in a period one. */
  PERSON_DECISION(0, "PERSON_DECISION"),
  /** Of identical requests in a pane one. */
  COPY_DECISION(1, "COPY_DECISION"),
  /** Of a person's labels in a period one. */
  PERSON_LABEL(2, "PERSON_LABEL"),
  /** Of identical requests that are labelled alike in a pane one. */
  COPY_LABEL(3, "COPY_LABEL");

  private static final UnitKind[] ALL = values();

  private final int number;
  private final String label;

  /**
   * @param label in the names of facts
   */
  UnitKind(int number, String label) {
    this.number = number;
    this.label = label;
  }

  int number() {
    return number;
  }

  static UnitKind of(long key, int facts) {
    return ALL[(UnitFacts.has(facts, UnitFacts.LABEL) ? 2 : 0) + (UnitRule.isPerson(key) ? 0 : 1)];
  }

  static UnitKind numbered(int wanted) {
    return ALL[wanted];
  }

  boolean isPerson() {
    return this == PERSON_DECISION || this == PERSON_LABEL;
  }

  boolean isDecision() {
    return this == PERSON_DECISION || this == COPY_DECISION;
  }

  /** The fact that counts a pane's candidates. */
  String came() {
    return CounterNames.UNITS_CAME + label;
  }

  /** The fact that counts those of them for which there was no room. */
  String beyond() {
    return CounterNames.UNITS_BEYOND + label;
  }
}
