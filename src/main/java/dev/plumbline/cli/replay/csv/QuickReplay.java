package dev.plumbline.cli.replay.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table of predictions as traffic, with the policy that its values suggest.
 *
 * @param policy YAML
 * @param notes what a reader should know of how the table was taken, a sentence each
 */
public record QuickReplay(String policy, CsvTraffic traffic, List<String> notes) {
  public QuickReplay {
    notes = List.copyOf(notes);
  }

  /**
   * @throws IllegalArgumentException with one line that says what to do
   */
  public static QuickReplay of(CsvSource csv, QuickColumns columns) throws IOException {
    QuickScan scan = new QuickScan(csv, columns).read();
    String model = model(Path.of(csv.toString()));
    List<String> notes = new ArrayList<>();
    if (columns.time() == null) {
      notes.add("No column is a time (--time), so all rows are one window.");
    } else {
      notes.add(
          "Windows of %s were chosen after the time that the rows span (--time)."
              .formatted(words(QuickPolicy.window(scan))));
    }
    if (columns.label() == null) {
      notes.add("No column is a true label (--label), so only what was predicted is compared.");
    }
    return new QuickReplay(
        QuickPolicy.yaml(model, columns, scan),
        new CsvTraffic(csv, scan.fields(), model, columns.favourable()),
        notes);
  }

  private static String words(Duration length) {
    long minutes = length.toMinutes();
    long number = minutes % 1440 == 0 ? minutes / 1440 : minutes % 60 == 0 ? minutes / 60 : minutes;
    String unit = minutes % 1440 == 0 ? "day" : minutes % 60 == 0 ? "hour" : "minute";
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  /** The file's name up to its first dot, as a model may be named. */
  private static String model(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    String plain = (dot < 0 ? name : name.substring(0, dot)).replaceAll("[^a-z0-9]+", "-");
    String trimmed = plain.replaceAll("^-+|-+$", "");
    return trimmed.isEmpty() ? "table" : trimmed;
  }
}
