package dev.plumbline.stage.measure.merge;

/**
 * @param revision of the next publication
 * @param changed since the last publication
 * @param publishedAt event time of the last publication, epoch milliseconds; {@link #NEVER} before
 *     the first
 */
record WindowState(int revision, boolean changed, long publishedAt) {

  static final long NEVER = Long.MIN_VALUE;
  static final WindowState NEW = new WindowState(0, true, NEVER);

  /** A window rests for at least this share of its age between two revisions. */
  private static final int SHARE_OF_AGE = 8;

  WindowState touched() {
    return new WindowState(revision, true, publishedAt);
  }

  WindowState publishedAt(long time) {
    return new WindowState(revision + 1, false, time);
  }

  /**
   * Whether a change is told now. Labels trickle in for weeks; a window told at every one of them
   * would cost more the more traffic there is. So it rests after a publication for a share of its
   * age, which makes the number of its revisions the logarithm of the horizon.
   *
   * @param end of the window, epoch milliseconds
   * @param rest shortest rest, milliseconds
   */
  boolean due(long time, long end, long rest) {
    if (!changed) {
      return false;
    }
    return publishedAt == NEVER
        || time - publishedAt >= Math.max(rest, (publishedAt - end) / SHARE_OF_AGE);
  }
}
