package dev.plumbline.stage.measure.counts;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.GroupExemplars;
import java.util.List;

/** A few requests of one group and pane that speak against the model, by what they say. */
public record PaneExemplars(
    BottomKSample adverse, BottomKSample falseNegatives, BottomKSample falsePositives) {

  public static final PaneExemplars NONE =
      new PaneExemplars(BottomKSample.NONE, BottomKSample.NONE, BottomKSample.NONE);

  public enum Kind {
    /** Predicted not favourable, whatever the truth. */
    ADVERSE,
    /** Predicted not favourable; a label said otherwise. */
    FALSE_NEGATIVE,
    /** Predicted favourable; a label said otherwise. */
    FALSE_POSITIVE
  }

  public PaneExemplars plus(Kind kind, String id) {
    return switch (kind) {
      case ADVERSE -> with(adverse.plus(id), falseNegatives, falsePositives);
      case FALSE_NEGATIVE -> with(adverse, falseNegatives.plus(id), falsePositives);
      case FALSE_POSITIVE -> with(adverse, falseNegatives, falsePositives.plus(id));
    };
  }

  public PaneExemplars merge(PaneExemplars other) {
    return with(
        adverse.merge(other.adverse),
        falseNegatives.merge(other.falseNegatives),
        falsePositives.merge(other.falsePositives));
  }

  List<String> ids(Kind kind) {
    return switch (kind) {
      case ADVERSE -> adverse.ids();
      case FALSE_NEGATIVE -> falseNegatives.ids();
      case FALSE_POSITIVE -> falsePositives.ids();
    };
  }

  public GroupExemplars exemplarsFor(GroupCounts group) {
    return new GroupExemplars(
        group.attribute(),
        group.group(),
        adverse.ids(),
        falseNegatives.ids(),
        falsePositives.ids());
  }

  /** Nothing is made anew for the many ids that change nothing. */
  @SuppressWarnings("ReferenceEquality")
  private PaneExemplars with(BottomKSample a, BottomKSample negatives, BottomKSample positives) {
    return a == adverse && negatives == falseNegatives && positives == falsePositives
        ? this
        : new PaneExemplars(a, negatives, positives);
  }
}
