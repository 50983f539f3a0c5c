package dev.plumbline.stage.measure.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.Outcome;
import dev.plumbline.event.TimeSpan;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.accumulate.PendingCounts;
import dev.plumbline.stage.measure.counts.BottomKSample;
import dev.plumbline.stage.measure.counts.CountsDelta;
import dev.plumbline.stage.measure.counts.DeltaCodec;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import dev.plumbline.stage.measure.counts.PaneExemplars;
import dev.plumbline.stage.measure.record.EventContribution;
import dev.plumbline.stage.measure.record.Observation;
import dev.plumbline.stage.measure.record.StoredPrediction;
import dev.plumbline.stage.measure.state.VarintReader;
import dev.plumbline.stage.measure.state.VarintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Examples of requests, from the events to what the merge step holds. */
class PaneExemplarsTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Policy POLICY = MeasureFixtures.policy();
  private static final int REQUESTS = 400;

  /** A prediction, or a label of it. */
  private record Event(int request, int second, String label) {
    boolean prediction() {
      return label.isEmpty();
    }

    String id() {
      return "r" + request;
    }
  }

  /**
   * Requests over two minutes; two thirds get labels, up to three that may contradict each other.
   */
  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      events.add(new Event(i, random.nextInt(120), ""));
      for (int labels = random.nextInt(4); i % 3 != 0 && labels > 0; labels--) {
        events.add(new Event(i, 120 + random.nextInt(120), random.nextBoolean() ? "yes" : "no"));
      }
    }
    return events;
  }

  private static boolean favourable(int request) {
    return request % 4 == 0;
  }

  private static String sex(int request) {
    return "sex=" + (request % 5 == 0 ? "f" : "m");
  }

  /** What a fold of several tasks and ticks makes of them, merged. */
  private static Map<Long, MeasureCounts> folded(List<Event> arrived, int tasks, Random random) {
    Map<Long, MeasureCounts> panes = new TreeMap<>();
    for (int task = 0; task < tasks; task++) {
      PendingCounts pending = new PendingCounts(Policies.of(List.of(POLICY)));
      Map<String, StoredPrediction> kept = new HashMap<>();
      Map<String, List<Event>> waiting = new HashMap<>();
      for (Event event : arrived) {
        if (event.request() % tasks == task) {
          take(event, pending, kept, waiting);
          if (random.nextInt(40) == 0) {
            send(pending, panes);
          }
        }
      }
      send(pending, panes);
    }
    panes.replaceAll((start, counts) -> counts.withoutEmptyGroups());
    return panes;
  }

  private static void take(
      Event event,
      PendingCounts pending,
      Map<String, StoredPrediction> kept,
      Map<String, List<Event>> waiting) {
    if (!event.prediction()) {
      if (kept.containsKey(event.id())) {
        label(event, pending, kept);
      } else {
        waiting.computeIfAbsent(event.id(), id -> new ArrayList<>()).add(event);
      }
      return;
    }
    boolean favourable = favourable(event.request());
    Observation measured =
        new Observation(
            "credit",
            NOON.plusSeconds(event.second()).toEpochMilli(),
            List.of("*=*", sex(event.request())),
            favourable,
            favourable ? "yes" : "no",
            700_000_000,
            "m1",
            1_000_000_000,
            List.of(),
            List.of(),
            List.of());
    kept.put(event.id(), measured.kept());
    pending.add(new EventContribution.Predicted(event.id(), measured));
    waiting.getOrDefault(event.id(), List.of()).forEach(early -> label(early, pending, kept));
  }

  private static void label(
      Event event, PendingCounts pending, Map<String, StoredPrediction> kept) {
    Outcome outcome =
        new Outcome(
            event.id(),
            "credit",
            NOON.plusSeconds(event.second()),
            Outcome.Kind.LABEL,
            event.label(),
            null,
            null);
    StoredPrediction before = kept.get(event.id());
    assertThat(before).isNotNull();
    OutcomeJoin joined = OutcomeJoin.of(POLICY, before, outcome);
    kept.put(event.id(), joined.kept());
    joined.contributions().forEach(pending::add);
  }

  private static void send(PendingCounts pending, Map<Long, MeasureCounts> panes) {
    CountsDelta delta =
        new CountsDelta(
            "credit",
            0,
            CountsDelta.Progress.UNKNOWN,
            pending.panes("credit"),
            pending.moves("credit"));
    CountsDelta received = throughCodec(delta);
    assertThat(received).isEqualTo(delta);
    received.panes().forEach(p -> panes.merge(p.start(), p.evidence(), MeasureCounts::merge));
    received.panes().forEach(p -> assertThat(p.cohort().examples()).isEmpty());
    for (CountsDelta.Move move : received.moves()) {
      panes.merge(move.from(), move.taken(), MeasureCounts::merge);
      panes.merge(move.to(), move.added(), MeasureCounts::merge);
    }
    pending.clear();
  }

  @Test
  void shouldBeTheSameWhateverTheOrderTheTasksAndTheTicks() {
    Random random = new Random(5);
    List<Event> events = events(random);
    Map<Long, MeasureCounts> expected = folded(events, 1, random);
    for (int tasks : List.of(1, 2, 3, 7)) {
      for (int i = 0; i < 20; i++) {
        // Given
        Collections.shuffle(events, random);
        // When
        Map<Long, MeasureCounts> panes = folded(events, tasks, random);
        // Then
        assertThat(panes).isEqualTo(expected);
      }
    }
    assertThat(expected).hasSize(4);
  }

  @Test
  void shouldBeOfTheGroupAndOfWhatTheySay() {
    // Given
    Random random = new Random(6);
    List<Event> events = events(random);
    // When
    Map<Long, MeasureCounts> panes = folded(events, 3, random);
    // Then
    Set<Long> adversePanes = new HashSet<>();
    panes.forEach(
        (pane, counts) ->
            counts
                .examples()
                .forEach(
                    (group, of) -> {
                      assertThat(group).isIn("sex=f", "sex=m");
                      of.adverse().ids().forEach(id -> adversePanes.add(pane));
                      check(of.adverse(), events, pane, group, false, "");
                      check(of.falseNegatives(), events, pane, group, false, "yes");
                      check(of.falsePositives(), events, pane, group, true, "no");
                    }));
    assertThat(adversePanes)
        .containsExactlyInAnyOrder(NOON.toEpochMilli(), NOON.plusSeconds(60).toEpochMilli());
    PaneExemplars labelled =
        panes.get(NOON.plusSeconds(120).toEpochMilli()).examples().get("sex=m");
    assertThat(labelled.falseNegatives().ids()).hasSize(3);
    assertThat(labelled.falsePositives().ids()).hasSize(3);
  }

  private static void check(
      BottomKSample sample,
      List<Event> events,
      long pane,
      String group,
      boolean favourable,
      String label) {
    for (String id : sample.ids()) {
      int request = Integer.parseInt(id.substring(1));
      assertThat(favourable(request)).isEqualTo(favourable);
      assertThat(sex(request)).isEqualTo(group);
      assertThat(events)
          .anyMatch(
              e ->
                  e.request() == request
                      && e.label().equals(label)
                      && TimeSpan.holding(NOON.plusSeconds(e.second()), POLICY.windows().advance())
                              .start()
                              .toEpochMilli()
                          == pane);
    }
  }

  private static CountsDelta throughCodec(CountsDelta delta) {
    VarintWriter packed = new VarintWriter();
    DeltaCodec.pack(delta, packed);
    return DeltaCodec.unpack(new VarintReader(packed.toBytes()));
  }
}
