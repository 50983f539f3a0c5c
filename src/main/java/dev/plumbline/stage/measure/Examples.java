package dev.plumbline.stage.measure;

import dev.plumbline.event.GroupCounts;
import dev.plumbline.event.GroupExamples;

/** A few requests of one group and pane that speak against the model, by what they say. */
record Examples(IdSample adverse, IdSample falseNegatives, IdSample falsePositives) {

  static final Examples NONE = new Examples(IdSample.NONE, IdSample.NONE, IdSample.NONE);

  enum Kind {
    /** Predicted not favourable, whatever the truth. */
    ADVERSE,
    /** Predicted not favourable; a label said otherwise. */
    FALSE_NEGATIVE,
    /** Predicted favourable; a label said otherwise. */
    FALSE_POSITIVE
  }

  Examples plus(Kind kind, String id) {
    return switch (kind) {
      case ADVERSE -> with(adverse.plus(id), falseNegatives, falsePositives);
      case FALSE_NEGATIVE -> with(adverse, falseNegatives.plus(id), falsePositives);
      case FALSE_POSITIVE -> with(adverse, falseNegatives, falsePositives.plus(id));
    };
  }

  Examples merge(Examples other) {
    return with(
        adverse.merge(other.adverse),
        falseNegatives.merge(other.falseNegatives),
        falsePositives.merge(other.falsePositives));
  }

  GroupExamples of(GroupCounts group) {
    return new GroupExamples(
        group.attribute(),
        group.group(),
        adverse.ids(),
        falseNegatives.ids(),
        falsePositives.ids());
  }

  /** Nothing is made anew for the many ids that change nothing. */
  @SuppressWarnings("ReferenceEquality")
  private Examples with(IdSample a, IdSample negatives, IdSample positives) {
    return a == adverse && negatives == falseNegatives && positives == falsePositives
        ? this
        : new Examples(a, negatives, positives);
  }
}
