package dev.plumbline.kafka.streams;

/**
 * The end of a process whose heap was full. Which of its threads had to do without an object, and
 * what they left undone, nobody knows; a new process goes on from the last commit.
 */
public final class MemoryExhausted {

  /** What a JVM with {@code -XX:+ExitOnOutOfMemoryError} ends with. */
  static final int EXIT = 3;

  private MemoryExhausted() {}

  /** Whether an error, or what caused it, is that there was no memory. */
  static boolean caused(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  /** Also for threads that are no stage's. */
  public static void endWhenUncaught() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) -> {
          if (caused(error)) {
            end(thread.getName());
          } else if (before != null) {
            before.uncaughtException(thread, error);
          } else {
            System.err.println("thread " + thread.getName() + " died: " + error.getClass());
          }
        });
  }

  /**
   * Ends the process at once, without what waits for an end: it may need memory too.
   *
   * @param where the stage or thread that had none
   */
  static void end(String where) {
    System.err.println(
        "out of memory, stage="
            + where
            + ", heap of "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MB; the process ends: give it a larger heap (-Xmx, or the memory limit of its pod)");
    System.err.flush();
    Runtime.getRuntime().halt(EXIT);
  }
}
