package dev.plumbline.cli.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * How far something long is: one line that redraws itself on a terminal, a plain line every few
 * seconds elsewhere. The estimate is of the present step, from how fast it went so far.
 */
public final class ProgressLine {

  private static final Duration REDRAWN = Duration.ofMillis(200);
  private static final Duration PLAIN = Duration.ofSeconds(5);
  private static final int WIDTH = 70;

  /** Below this share an estimate would be a guess. */
  private static final double LEAST = 0.02;

  private final PrintWriter out;
  private final boolean terminal;
  private String step = "";
  private long begun;
  private long told;

  /**
   * @param terminal whether a line can be drawn over
   */
  public ProgressLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** To standard error, on which a line can be drawn over when it is a terminal. */
  public static ProgressLine to(PrintWriter standardError) {
    return new ProgressLine(standardError, terminal(Path.of("/proc/self/fd/2")));
  }

  /** System.console() says nothing of standard error, and from JDK 22 on is there in pipes too. */
  static boolean terminal(Path descriptor) {
    try {
      String device = Files.readSymbolicLink(descriptor).toString();
      return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Something that stays to be read. */
  public void say(String line) {
    out.print(terminal ? padded(line) + "\n" : line + System.lineSeparator());
    out.flush();
  }

  /**
   * @param present the step that is under way
   * @param share of it that is done, from 0 to 1
   */
  public void at(String present, double share) {
    long now = System.nanoTime();
    if (!present.equals(step)) {
      step = present;
      begun = now;
      told = terminal ? 0 : now;
    }
    if (told == 0 || now - told >= (terminal ? REDRAWN : PLAIN).toNanos()) {
      told = now;
      String line = line(present, share, (now - begun) / 1e9);
      out.print(terminal ? padded(line) : line + System.lineSeparator());
      out.flush();
    }
  }

  static String line(String step, double share, double seconds) {
    String percent = String.format(Locale.ROOT, "%s: %.0f %%", step, Math.floor(100 * share));
    return share < LEAST
        ? percent
        : percent
            + String.format(Locale.ROOT, ", about %s left", time(seconds * (1 - share) / share));
  }

  private static String time(double seconds) {
    return seconds < 100
        ? String.format(Locale.ROOT, "%.0f s", Math.ceil(seconds))
        : String.format(Locale.ROOT, "%.0f min", Math.ceil(seconds / 60));
  }

  private static String padded(String line) {
    return "\r" + line + " ".repeat(Math.max(0, WIDTH - line.length()));
  }
}
