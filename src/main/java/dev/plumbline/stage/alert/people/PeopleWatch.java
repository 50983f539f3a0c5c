package dev.plumbline.stage.alert.people;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.GroupPeople;
import dev.plumbline.statistics.sketch.DistinctSample;
import dev.plumbline.statistics.sketch.SlidingDistinct;
import org.jspecify.annotations.Nullable;

/**
 * Which people one group's evidence is of, so that it can be told how many different ones it rests
 * on since any time. Requests without a subject are each taken for somebody else.
 *
 * @param decided a {@link SlidingDistinct} of people of whom a decision counts
 * @param labelled the same of people of whom a label counts
 * @param person start of the newest pane in which people counted, epoch milliseconds; 0 before any
 * @param request start of the newest pane in which requests without a subject did
 */
public record PeopleWatch(String decided, String labelled, long person, long request) {

  public static final PeopleWatch NONE = new PeopleWatch("", "", 0, 0);

  /**
   * After one pane.
   *
   * @param start of the pane, epoch milliseconds
   * @param people of the group; null when it has none in the pane
   * @param nobody whether no group has people in the pane
   */
  public PeopleWatch after(
      long start, GroupCounts counts, @Nullable GroupPeople people, boolean nobody) {
    if (nobody && person == 0 && request == 0) {
      return this; // nobody says who it is: nothing to remember
    }
    GroupPeople known =
        people == null ? new GroupPeople(counts.attribute(), counts.group(), 0, "", 0, "") : people;
    long decisions = counts.requests() - known.decisions();
    long labels = counts.labelled() - known.labels();
    return new PeopleWatch(
        with(decided, start, known.decided(), decisions),
        with(labelled, start, known.labelled(), labels),
        people == null ? person : start,
        decisions + labels > 0 ? start : request);
  }

  private static String with(String before, long start, String sample, long others) {
    if (sample.isEmpty() && others <= 0) {
      return before;
    }
    DistinctSample all = DistinctSample.parse(sample);
    if (others > 0) {
      all = all.merge(DistinctSample.ofDifferent(others, start));
    }
    return SlidingDistinct.parse(before).after(start, all).text();
  }

  /**
   * The people since a time.
   *
   * @param labels those of labels, not of decisions
   */
  public EvidencePeople since(long time, boolean labels) {
    return new EvidencePeople(
        SlidingDistinct.parse(labels ? labelled : decided).since(time),
        person != 0 && person >= time,
        person == 0 || request >= time);
  }
}
