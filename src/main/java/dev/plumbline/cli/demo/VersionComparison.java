package dev.plumbline.cli.demo;

import dev.plumbline.event.Inference;
import dev.plumbline.event.Outcome;
import dev.plumbline.event.Prediction;
import dev.plumbline.event.TrueLabel;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.OutcomePolicy;
import dev.plumbline.statistics.BinomialProportion;
import dev.plumbline.statistics.ConfidenceLevel;
import dev.plumbline.statistics.FigureWords;
import dev.plumbline.statistics.IntervalEstimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;

/**
 * What each version of the demo's model did for Spanish and for English speakers, before their
 * messages drifted and after it, counted from the topics.
 */
public final class VersionComparison {

  /**
   * One version's labelled requests of one time.
   *
   * @param drifted whether the Spanish speakers' messages had changed
   * @param gap true-positive rate of Spanish speakers minus that of English speakers, with its 95 %
   *     interval
   * @param accuracy share of exactly right labels, with its 95 % interval
   */
  public record Phase(
      boolean drifted,
      String modelVersion,
      Instant begin,
      long labelled,
      IntervalEstimate gap,
      IntervalEstimate accuracy) {

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-12s %-16s %8d   %s   %s",
          drifted ? "drifted" : "as trained",
          modelVersion,
          labelled,
          words(gap, FigureWords::gap),
          words(accuracy, FigureWords::figure));
    }

    private static String words(IntervalEstimate of, DoubleFunction<String> figure) {
      return String.format(
          Locale.ROOT,
          "%6s (%6s to %6s)",
          figure.apply(of.value()),
          figure.apply(of.low()),
          figure.apply(of.high()));
    }
  }

  private record Scored(String language, Instant at, Prediction prediction) {}

  private record Labelled(boolean drifted, Scored scored, String label) {}

  private final OutcomePolicy outcome;
  private final Predicate<String> drifted;

  /**
   * @param drifted of a request's id, whether it came when Spanish speakers' messages had changed
   */
  public VersionComparison(OutcomePolicy outcome, Predicate<String> drifted) {
    this.outcome = outcome;
    this.drifted = drifted;
  }

  /**
   * Every version's phases, the oldest first; those without enough labels to compare are left out.
   */
  public List<Phase> read(TopicReader topics) {
    Map<String, Scored> scored = new HashMap<>();
    topics.each(Topics.SCORED_REQUESTS, each -> keep(scored, each));
    Map<String, TrueLabel> labels = new HashMap<>();
    topics.each(Topics.REDACTED_OUTCOMES, each -> label(labels, each));
    Map<String, List<Labelled>> phases = new HashMap<>();
    scored.forEach(
        (id, request) -> {
          TrueLabel label = labels.get(id);
          if (label != null) {
            boolean late = drifted.test(id);
            phases
                .computeIfAbsent(
                    late + request.prediction().modelVersion(), key -> new ArrayList<>())
                .add(new Labelled(late, request, label.label()));
          }
        });
    return phases.values().stream()
        .filter(this::comparable)
        .map(this::phase)
        .sorted(Comparator.comparing(Phase::begin))
        .toList();
  }

  /** As a table. */
  static String text(List<Phase> phases) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-12s %-16s %8s   %-27s %s%n",
                CardSupportTraffic.MODEL,
                "version",
                "labelled",
                "true positives, es - en",
                "accuracy"));
    phases.forEach(phase -> text.append(phase).append(System.lineSeparator()));
    return text.append("(of labelled messages, with 95 % intervals)").toString();
  }

  private static void keep(Map<String, Scored> scored, Inference request) {
    Prediction prediction = request.prediction();
    if (request.model().equals(CardSupportTraffic.MODEL) && prediction != null) {
      String language = request.attributes().getOrDefault("language", "");
      scored.put(request.requestId(), new Scored(language, request.timestamp(), prediction));
    }
  }

  private static void label(Map<String, TrueLabel> labels, Outcome outcome) {
    TrueLabel label = TrueLabel.of(outcome);
    if (label != null && outcome.model().equals(CardSupportTraffic.MODEL)) {
      labels.merge(
          outcome.requestId(), label, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
  }

  private boolean comparable(List<Labelled> requests) {
    return truePositives(requests, "es").trials() > 0 && truePositives(requests, "en").trials() > 0;
  }

  private Phase phase(List<Labelled> requests) {
    long right =
        requests.stream()
            .filter(each -> each.scored().prediction().label().equals(each.label()))
            .count();
    Labelled first =
        requests.stream().min(Comparator.comparing(each -> each.scored().at())).orElseThrow();
    return new Phase(
        first.drifted(),
        String.valueOf(first.scored().prediction().modelVersion()),
        first.scored().at(),
        requests.size(),
        truePositives(requests, "es").minus(truePositives(requests, "en")),
        new BinomialProportion(right, requests.size()).interval(ConfidenceLevel.USUAL));
  }

  private BinomialProportion truePositives(List<Labelled> requests, String language) {
    long positives = 0;
    long found = 0;
    for (Labelled each : requests) {
      if (each.scored().language().equals(language) && outcome.favours(each.label())) {
        positives++;
        found += outcome.favours(each.scored().prediction().label()) ? 1 : 0;
      }
    }
    return new BinomialProportion(found, positives);
  }
}
