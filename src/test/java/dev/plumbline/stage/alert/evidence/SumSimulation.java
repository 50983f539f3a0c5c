package dev.plumbline.stage.alert.evidence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much sooner the sum over all rules pages than each rule alone, when several are off at once:
 * twelve groups beside one reference, one rule each with two directions, hence 24 detectors, all
 * declared; one false page in thirty days. After five fair hours some of the groups fall behind,
 * each by the same gap beyond the tolerance of 0.1. Panes of one minute; every group and the
 * reference have the same number of requests, all independent.
 *
 * <p>Run from the command line for the figures in docs/alerts.md; a short run is asserted in {@link
 * SimulationTest}.
 */
final class SumSimulation {

  private static final double PANES = 43_200;
  private static final int GROUPS = 12;
  private static final double FAIR = 0.6;
  private static final int FAIR_MINUTES = 300;

  private final PageThresholds thresholds =
      new PageThresholds(PANES, OptionalLong.of(2 * GROUPS), 0);
  private final int off;
  private final int people;
  private final int ofReference;
  private final double excess;

  /**
   * @param off groups that fall behind, the first ones
   * @param people requests a minute of every group
   * @param ofReference requests a minute of the reference
   */
  SumSimulation(int off, int people, int ofReference, double excess) {
    this.off = off;
    this.people = people;
    this.ofReference = ofReference;
    this.excess = excess;
  }

  /**
   * Minutes from the onset.
   *
   * @param sum to the first page of the sum
   * @param bh to the first page when only e-d-BH paged
   * @param alone to the first page of detectors alone
   * @param allBySum until every rule that is off has been named by the sum's pages
   * @param allAlone until every one has paged alone
   * @param fall of the log threshold: ln of the sum over its strongest rule when the sum paged
   * @param named by the first page
   * @param falseNames of all pages of the sum until then, each page its share
   * @param each whether the first page was named by e-d-BH
   */
  record Run(
      int sum,
      int bh,
      int alone,
      int allBySum,
      int allAlone,
      double fall,
      int named,
      double falseNames,
      boolean each) {}

  Run run(long seed) {
    BinomialDraws binomial = new BinomialDraws(seed);
    DetectorRun[][] detectors = new DetectorRun[GROUPS][2];
    for (DetectorRun[] of : detectors) {
      of[0] = new DetectorRun(RateContrast.of(DelaySimulation.RULE).get(0));
      of[1] = new DetectorRun(RateContrast.of(DelaySimulation.RULE).get(1));
    }
    Pages pages = new Pages();
    for (int minute = 0; !pages.over(); minute++) {
      long reference = binomial.next(ofReference, FAIR);
      boolean fair = minute < FAIR_MINUTES;
      double[] weighted = new double[GROUPS];
      for (int g = 0; g < GROUPS; g++) {
        double rate = fair || g >= off ? FAIR : FAIR - DelaySimulation.RULE.tolerance() - excess;
        long successes = binomial.next(people, rate);
        for (DetectorRun detector : detectors[g]) {
          detector.pane(successes, people, reference, ofReference);
          weighted[g] += thresholds.weighted(detector.detector());
        }
      }
      if (!fair) {
        pages.pane(minute - FAIR_MINUTES + 1, weighted);
      }
    }
    return pages.result();
  }

  /** Pages of one run; a rule that was named stays out of the sum: the gap does not close. */
  private final class Pages {
    private final int[] aloneAt = new int[GROUPS];
    private final int[] namedAt = new int[GROUPS];
    private int firstSum;
    private int firstBh;
    private double fall;
    private int named;
    private double falseNames;
    private boolean each;

    void pane(int minute, double[] weighted) {
      for (int g = 0; g < GROUPS; g++) {
        aloneAt[g] = aloneAt[g] == 0 && weighted[g] >= PANES ? minute : aloneAt[g];
      }
      if (firstBh == 0 && PageNames.of(sorted(weighted), PANES).each()) {
        firstBh = minute;
      }
      int[] left = left(weighted);
      while (Arrays.stream(left).mapToDouble(g -> weighted[g]).sum() >= PANES) {
        double[] sorted = Arrays.stream(left).mapToDouble(g -> weighted[g]).toArray();
        PageNames names = PageNames.of(sorted, PANES);
        int wrong = 0;
        for (int i = 0; i < names.count(); i++) {
          namedAt[left[i]] = minute;
          wrong += left[i] >= off ? 1 : 0;
        }
        falseNames += (double) wrong / names.count();
        if (firstSum == 0) {
          firstSum = minute;
          fall = Math.log(Arrays.stream(sorted).sum() / sorted[0]);
          named = names.count();
          each = names.each();
        }
        left = left(weighted);
      }
    }

    /** Groups that no page has named, the strongest first. */
    private int[] left(double[] weighted) {
      return IntStream.range(0, GROUPS)
          .filter(g -> namedAt[g] == 0)
          .boxed()
          .sorted(Comparator.comparingDouble(g -> -weighted[g]))
          .mapToInt(Integer::intValue)
          .toArray();
    }

    boolean over() {
      return firstBh > 0 && IntStream.range(0, off).allMatch(g -> namedAt[g] > 0 && aloneAt[g] > 0);
    }

    Run result() {
      return new Run(
          firstSum,
          firstBh,
          Arrays.stream(aloneAt).filter(at -> at > 0).min().orElseThrow(),
          Arrays.stream(namedAt, 0, off).max().orElseThrow(),
          Arrays.stream(aloneAt, 0, off).max().orElseThrow(),
          fall,
          named,
          falseNames,
          each);
    }
  }

  private static double[] sorted(double[] weighted) {
    return Arrays.stream(weighted)
        .boxed()
        .sorted(Comparator.reverseOrder())
        .mapToDouble(x -> x)
        .toArray();
  }

  Run[] runs(int runs) {
    return IntStream.range(0, runs).mapToObj(this::run).toArray(Run[]::new);
  }

  static double median(Run[] runs, ToDoubleFunction<Run> value) {
    return Arrays.stream(runs).mapToDouble(value).sorted().toArray()[runs.length / 2];
  }

  /** Arguments: runs, requests a minute of a group and of the reference, gap beyond. */
  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[0]);
    int people = Integer.parseInt(arguments[1]);
    int ofReference = Integer.parseInt(arguments[2]);
    double excess = Double.parseDouble(arguments[3]);
    System.out.println(
        "| off, of 24 | requests of group, reference | gap beyond | first page: sum | e-d-BH only | each alone | all named: sum | each alone | fall of ln threshold | named at first | false names a run | by e-d-BH |");
    System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (int off : new int[] {1, 3, 6, 12}) {
      Run[] runs = new SumSimulation(off, people, ofReference, excess).runs(count);
      System.out.printf(
          Locale.ROOT,
          "| %d | %d, %d | %.2f | %.0f | %.0f | %.0f | %.0f | %.0f | %.2f | %.0f | %.4f | %.0f %% |%n",
          off,
          people,
          ofReference,
          excess,
          median(runs, Run::sum),
          median(runs, Run::bh),
          median(runs, Run::alone),
          median(runs, Run::allBySum),
          median(runs, Run::allAlone),
          median(runs, Run::fall),
          median(runs, Run::named),
          Arrays.stream(runs).mapToDouble(Run::falseNames).average().orElse(0),
          100 * Arrays.stream(runs).filter(Run::each).count() / (double) count);
    }
  }
}
