package dev.plumbline.cli;

import dev.plumbline.cli.replay.csv.CsvSource;
import dev.plumbline.cli.replay.csv.QuickColumns;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How {@code replay} reads tables. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CsvOptions {

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = {
        "A table of predictions, to be judged without a policy: the columns say what they are, and",
        "a policy is made of the table's values. .gz is read too."
      })
  @Nullable Path table;

  @Option(
      names = "--delimiter",
      paramLabel = "C",
      defaultValue = ",",
      description = "What separates values, one character, \\t for a tab. Default: a comma.")
  String delimiter;

  @Option(
      names = "--map",
      paramLabel = "COLUMN=FIELD",
      description = {
        "With --requests FILE.csv: which field of a request a column is, such as",
        "income=features.income, sex=attributes.sex, decision=prediction.label or truth=label.",
        "A column that bears a field's name needs none."
      })
  List<String> maps = List.of();

  @Option(
      names = "--prediction",
      paramLabel = "COLUMN",
      description = "With --csv: what the model predicted.")
  @Nullable String prediction;

  @Option(names = "--label", paramLabel = "COLUMN", description = "With --csv: the true label.")
  @Nullable String label;

  @Option(
      names = "--favourable",
      split = ",",
      paramLabel = "LABEL",
      description = "With --csv: the labels that favour the person.")
  List<String> favourable = List.of();

  @Option(
      names = "--groups",
      split = ",",
      paramLabel = "COLUMN",
      description = "With --csv: columns of the groups that are compared.")
  List<String> groups = List.of();

  @Option(
      names = "--score",
      paramLabel = "COLUMN",
      description = "With --csv: the model's probability of the favourable labels, 0 to 1.")
  @Nullable String score;

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description = "With --csv: when it was predicted. Without it all rows are one window.")
  @Nullable String time;

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = "With --csv: the request's name, each once. Without it rows are numbered.")
  @Nullable String id;

  @Option(
      names = "--policy-out",
      paramLabel = "FILE",
      description = "With --csv: where to keep the policy that was made.")
  @Nullable Path policyOut;

  char separator() {
    return CsvSource.separator(delimiter);
  }

  /**
   * @throws IllegalArgumentException naming the option that is missing
   */
  QuickColumns columns() {
    if (prediction == null || favourable.isEmpty() || groups.isEmpty()) {
      throw new IllegalArgumentException(
          "--csv needs --prediction COLUMN, --favourable LABEL and --groups COLUMN,COLUMN");
    }
    return new QuickColumns(prediction, label, Set.copyOf(favourable), groups, score, time, id);
  }
}
