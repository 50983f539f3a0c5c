package dev.plumbline.policy.scoring;

import java.util.List;

/**
 * One column of what a model of features is shown.
 *
 * @param feature of requests, by name
 * @param categories in the model's order; empty for a column of numbers
 * @param encoding how a category is written
 * @param missing what a request without the feature has
 * @param fill number or category that stands in; of use with {@link Missing#FILL} only
 * @param unknownIsMissing whether a category that is not listed counts as missing; else the request
 *     is refused
 */
public record FeatureColumn(
    String feature,
    List<String> categories,
    Encoding encoding,
    Missing missing,
    String fill,
    boolean unknownIsMissing) {

  /** How a category becomes numbers, where the model does not take it as a text. */
  public enum Encoding {
    /** Its place in the list, from 0. */
    INDEX,
    /** One column for each category: 1 for this one, 0 for the others. */
    ONEHOT
  }

  /** What stands in the place of what is not there. */
  public enum Missing {
    /** Nothing: the request is not scored. */
    REJECT,
    /** No number; no category of a one-hot column; an empty text. */
    NAN,
    /** A value of the policy's. */
    FILL
  }

  public FeatureColumn {
    categories = List.copyOf(categories);
  }

  /** How many numbers it becomes in a table of numbers. */
  public int width() {
    return encoding == Encoding.ONEHOT ? categories.size() : 1;
  }
}
