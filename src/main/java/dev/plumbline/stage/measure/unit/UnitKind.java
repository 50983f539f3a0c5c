package dev.plumbline.stage.measure.unit;

/** The kinds of units, each of which is counted apart; their order is durable. */
enum UnitKind {
  /** Of a person's decisions in a period one. */
  PERSON_DECISION,
  /** Of identical requests in a pane one. */
  COPY_DECISION,
  /** Of a person's labels in a period one. */
  PERSON_LABEL,
  /** Of identical requests that are labelled alike in a pane one. */
  COPY_LABEL;

  private static final UnitKind[] ALL = values();

  static UnitKind of(long key, int facts) {
    return ALL[(UnitFacts.has(facts, UnitFacts.LABEL) ? 2 : 0) + (UnitRule.isPerson(key) ? 0 : 1)];
  }

  static UnitKind numbered(int number) {
    return ALL[number];
  }

  boolean isPerson() {
    return this == PERSON_DECISION || this == PERSON_LABEL;
  }

  boolean isDecision() {
    return this == PERSON_DECISION || this == COPY_DECISION;
  }

  /** The fact that counts a pane's candidates. */
  String came() {
    return "units|came|" + name();
  }

  /** The fact that counts those of them for which there was no room. */
  String beyond() {
    return "units|beyond|" + name();
  }
}
