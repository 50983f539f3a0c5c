package dev.plumbline.stage.alert.people;

import dev.plumbline.statistics.sketch.DistinctSample;
import java.util.Collection;
import java.util.Locale;

/**
 * The people that one side's evidence rests on.
 *
 * @param sample of them, a request without a subject taken for somebody else
 * @param people whether there are any
 * @param requests whether there are requests without a subject
 */
public record EvidencePeople(DistinctSample sample, boolean people, boolean requests) {

  public static final EvidencePeople NOBODY = new EvidencePeople(DistinctSample.NONE, false, false);

  public static EvidencePeople together(Collection<EvidencePeople> several) {
    return several.stream()
        .reduce(
            NOBODY,
            (a, b) ->
                new EvidencePeople(
                    a.sample.merge(b.sample), a.people || b.people, a.requests || b.requests));
  }

  long number() {
    return sample.estimate();
  }

  /** Such as {@code 17}, or {@code about 2,300} where it is estimated. */
  String words() {
    long number = number();
    if (sample.isExact()) {
      return Long.toString(number);
    }
    double scale = Math.pow(10, Math.floor(Math.log10((double) number)) - 1);
    return String.format(Locale.ROOT, "about %,d", (long) (Math.rint(number / scale) * scale));
  }
}
