package dev.plumbline.stage.alert.evidence;

/** The last few panes added up. */
final class SlidingWindow {

  private final long[][] panes;
  private final long[] sum = new long[4];
  private int next;

  SlidingWindow(int length) {
    panes = new long[length][4];
  }

  void add(PaneRates sample) {
    long[] pane = {
      sample.successes(), sample.trials(), sample.referenceSuccesses(), sample.referenceTrials()
    };
    for (int i = 0; i < 4; i++) {
      sum[i] += pane[i] - panes[next][i];
    }
    panes[next] = pane;
    next = (next + 1) % panes.length;
  }

  PaneRates sum() {
    return new PaneRates(sum[0], sum[1], sum[2], sum[3]);
  }
}
