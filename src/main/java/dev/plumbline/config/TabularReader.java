package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.ScoringPolicy;
import dev.plumbline.policy.scoring.FeatureColumn;
import dev.plumbline.policy.scoring.FeatureColumn.Encoding;
import dev.plumbline.policy.scoring.FeatureColumn.Missing;
import dev.plumbline.policy.scoring.TabularPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What of {@code scoring} is about a model of features: its columns and its classes. */
final class TabularReader {

  /** What becomes of a category that is not listed. */
  private enum Unknown {
    REJECT,
    MISSING
  }

  private static final String REJECT = "reject";
  private static final String NAN = "nan";

  private TabularReader() {}

  static TabularPolicy read(ConfigSection scoring, ScoringPolicy.Source source) {
    List<FeatureColumn> columns = new ArrayList<>();
    Set<String> features = new HashSet<>();
    for (ConfigSection section : scoring.sections("columns")) {
      FeatureColumn column = column(section);
      columns.add(column);
      if (!features.add(column.feature())) {
        scoring.problem("columns", "feature '" + column.feature() + "' is two columns");
      }
    }
    List<String> labels = scoring.words("labels");
    if (source == ScoringPolicy.Source.FEATURES && columns.isEmpty()) {
      scoring.problem("source", "source: features needs scoring.columns: what the model is shown");
    }
    if (source == ScoringPolicy.Source.MODEL && !columns.isEmpty()) {
      scoring.problem("columns", "a model of texts has no columns; use source: features");
    }
    if (source == ScoringPolicy.Source.MODEL && !labels.isEmpty()) {
      scoring.problem(
          "labels", "a model of texts has its labels in config.json; leave out 'labels'");
    }
    return new TabularPolicy(columns, labels);
  }

  private static FeatureColumn column(ConfigSection section) {
    try (section) {
      String feature = section.requiredText("feature");
      List<String> categories = section.words("categories");
      Encoding encoding = section.choice("encoding", Encoding.class, Encoding.INDEX);
      Unknown unknown = section.choice("unknown", Unknown.class, Unknown.REJECT);
      String missing = section.text("missing", REJECT);
      if (categories.isEmpty() && encoding == Encoding.ONEHOT) {
        section.problem("encoding", "encoding: onehot is for columns with 'categories'");
      }
      if (new HashSet<>(categories).size() < categories.size()) {
        section.problem("categories", "'categories' of feature '" + feature + "' repeat one");
      }
      Missing kind =
          switch (missing) {
            case REJECT -> Missing.REJECT;
            case NAN -> Missing.NAN;
            default -> Missing.FILL;
          };
      if (kind == Missing.FILL && !canFill(missing, categories)) {
        section.problem(
            "missing",
            "'missing' of feature '%s' is none of: reject, nan, %s"
                .formatted(feature, categories.isEmpty() ? "a number" : "one of its categories"));
      }
      return new FeatureColumn(
          feature, categories, encoding, kind, missing, unknown == Unknown.MISSING);
    }
  }

  private static boolean canFill(String value, List<String> categories) {
    if (!categories.isEmpty()) {
      return categories.contains(value);
    }
    try {
      return Double.isFinite(Double.parseDouble(value));
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
