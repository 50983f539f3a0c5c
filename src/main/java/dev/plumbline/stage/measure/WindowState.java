package dev.plumbline.stage.measure;

/**
 * @param revision of the next publication
 * @param changed since the last publication
 */
record WindowState(int revision, boolean changed) {
  static final WindowState NEW = new WindowState(0, true);

  WindowState touched() {
    return new WindowState(revision, true);
  }

  WindowState published() {
    return new WindowState(revision + 1, false);
  }
}
