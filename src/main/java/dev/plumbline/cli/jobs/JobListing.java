package dev.plumbline.cli.jobs;

import dev.plumbline.event.JobDecision;
import dev.plumbline.event.RetrainingJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Jobs as a table of text. */
public final class JobListing {

  private static final List<String> HEAD =
      List.of("JOB", "MODEL", "STATE", "SINCE", "RULE", "VERSION", "GAP", "ACCURACY", "REASON");

  private JobListing() {}

  /** One line a job below a line of headings; columns as wide as they need be. */
  public static List<String> lines(List<RetrainingJob> jobs) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    jobs.forEach(job -> rows.add(row(job)));
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString().stripTrailing();
  }

  private static List<String> row(RetrainingJob job) {
    String version = job.result().modelVersion();
    return List.of(
        job.jobId(),
        job.model(),
        JobDesk.word(job.state()),
        job.at().toString(),
        job.rule().toString(),
        version == null ? "" : version,
        change(job, "gap"),
        change(job, "accuracy"),
        reason(job));
  }

  private static String change(RetrainingJob job, String figure) {
    String before = number(job.result().before(), figure);
    String after = number(job.result().after(), figure);
    return before.isEmpty() && after.isEmpty() ? "" : before + " > " + after;
  }

  private static String number(Map<String, Double> figures, String name) {
    Double value = figures.get(name);
    return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String reason(RetrainingJob job) {
    JobDecision pending = job.pending();
    if (pending != null) {
      return "%s has decided to %s it".formatted(pending.by(), JobDesk.word(pending.verdict()));
    }
    String reason = job.result().reason();
    return reason == null ? job.cause() : reason;
  }
}
