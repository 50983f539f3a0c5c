package dev.plumbline.model.tabular;

import dev.plumbline.policy.scoring.FeatureColumn;
import dev.plumbline.policy.scoring.FeatureColumn.Encoding;
import dev.plumbline.policy.scoring.FeatureColumn.Missing;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One column: a request's feature as the numbers, or the text, that the model takes. */
final class ColumnEncoder {

  private static final double NO_CATEGORY = -1;

  private final FeatureColumn column;
  private final Map<String, Integer> indexes = new HashMap<>();

  ColumnEncoder(FeatureColumn column) {
    this.column = column;
    for (int i = 0; i < column.categories().size(); i++) {
      indexes.put(column.categories().get(i), i);
    }
  }

  String feature() {
    return column.feature();
  }

  int width() {
    return column.width();
  }

  /**
   * @param row gets {@link #width} numbers from {@code at} on
   * @throws FeatureException when the request must not be scored
   */
  void write(Map<String, Object> features, double[] row, int at) {
    Object value = features.get(column.feature());
    if (column.categories().isEmpty()) {
      row[at] = number(value);
      return;
    }
    double index = index(value);
    if (column.encoding() == Encoding.INDEX) {
      row[at] = index == NO_CATEGORY ? Double.NaN : index;
    } else if (index != NO_CATEGORY) {
      row[at + (int) index] = 1;
    }
  }

  /**
   * @throws FeatureException when the request must not be scored
   */
  String text(Map<String, Object> features) {
    Object value = features.get(column.feature());
    if (!column.categories().isEmpty()) {
      double index = index(value);
      return index == NO_CATEGORY ? "" : column.categories().get((int) index);
    }
    if (value != null) {
      return word(value);
    }
    return column.missing() == Missing.FILL ? column.fill() : nothing("");
  }

  private double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof Boolean flag) {
      return flag ? 1 : 0;
    }
    if (value != null) {
      throw new FeatureException(
          "feature_not_a_number",
          "feature " + column.feature() + " is no number; list its values as categories");
    }
    return column.missing() == Missing.FILL
        ? Double.parseDouble(column.fill())
        : nothing(Double.NaN);
  }

  private double index(@Nullable Object value) {
    Integer index = value == null ? null : indexes.get(word(value));
    if (index != null) {
      return index;
    }
    if (value != null && !column.unknownIsMissing()) {
      throw new FeatureException(
          "feature_unknown_category",
          "feature " + column.feature() + " has a value that is none of its categories");
    }
    return column.missing() == Missing.FILL
        ? indexes.getOrDefault(column.fill(), (int) NO_CATEGORY)
        : nothing(NO_CATEGORY);
  }

  private <T> T nothing(T stands) {
    if (column.missing() == Missing.REJECT) {
      throw new FeatureException("feature_missing", "feature " + column.feature() + " is missing");
    }
    return stands;
  }

  /** A number as a person writes it, so that 3 and 3.0 are one category. */
  private static String word(Object value) {
    return value instanceof Number number
        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
        : value.toString();
  }
}
