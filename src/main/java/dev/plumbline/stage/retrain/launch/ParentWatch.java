package dev.plumbline.stage.retrain.launch;

import java.io.IOException;

/**
 * Ends a trainer when its standard input ends. The operating system closes it when the process that
 * holds the other end dies, however it dies: a service that is killed leaves no trainer behind.
 */
public final class ParentWatch {

  /** Exit code of a trainer without its parent. */
  static final int ORPHANED = 4;

  private ParentWatch() {}

  public static void start() {
    Thread thread = new Thread(ParentWatch::watch, "parent-watch");
    thread.setDaemon(true);
    thread.start();
  }

  /** Halts rather than exits: nobody is left to wait for an orderly end. */
  private static void watch() {
    try {
      int read;
      do {
        read = System.in.read();
      } while (read >= 0);
    } catch (IOException e) {
      // The other end is gone.
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
