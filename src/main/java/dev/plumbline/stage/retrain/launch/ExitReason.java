package dev.plumbline.stage.retrain.launch;

/** Why a trainer gave no candidate, out of its exit code and its log. */
public final class ExitReason {

  /** What a JVM with {@code -XX:+ExitOnOutOfMemoryError} ends with. */
  private static final int OUT_OF_HEAP = 3;

  private static final int SIGNALS = 128;
  private static final int SIGKILL = 9;

  /** How the trainer begins its own lines. Others may be of a library and quote a record. */
  private static final String OWN = "train: ";

  private static final int MOST = 300;

  private ExitReason() {}

  /**
   * @param log the end of the log
   */
  public static String words(int code, String log) {
    if (code == OUT_OF_HEAP) {
      return "the trainer's heap, a quarter of its memory, was too small";
    }
    if (code > SIGNALS) {
      int signal = code - SIGNALS;
      return "the trainer was killed by signal "
          + signal
          + (signal == SIGKILL ? ", as when there is no memory left" : "");
    }
    String last = lastWord(log);
    return "the trainer ended with exit code " + code + (last.isEmpty() ? "" : ": " + last);
  }

  private static String lastWord(String log) {
    String last =
        log.lines().filter(line -> line.startsWith(OWN)).reduce("", (before, line) -> line);
    String word = last.isEmpty() ? "" : last.substring(OWN.length()).strip();
    return word.length() <= MOST ? word : word.substring(0, MOST) + "...";
  }
}
