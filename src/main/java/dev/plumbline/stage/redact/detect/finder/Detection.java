package dev.plumbline.stage.redact.detect.finder;

import java.util.Comparator;

/**
 * One piece of personal data.
 *
 * @param entity Presidio's name
 * @param start first UTF-16 index
 * @param end index after the last
 * @param score confidence in (0, 1]; 1 for shapes that carry a checksum or name themselves
 */
public record Detection(String entity, int start, int end, double score) {

  public static final Comparator<Detection> BY_POSITION = Comparator.comparingInt(Detection::start);

  public Detection {
    if (start < 0 || start >= end) {
      throw new IllegalArgumentException("span is empty or negative");
    }
  }

  public boolean overlaps(Detection other) {
    return start < other.end && other.start < end;
  }

  public int length() {
    return end - start;
  }
}
