package dev.plumbline.stage.measure.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.event.pane.UnitTally;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.measure.MeasureFixtures;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** Units over a store that outlives the ledger; panes of a minute, a person counts once a day. */
class UnitLedgerTest {

  private static final Policy POLICY = MeasureFixtures.policy();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final List<String> WOMEN = List.of("*=*", "sex=f");

  private final KeyValueStore<String, byte[]> store =
      Stores.keyValueStoreBuilder(
              Stores.inMemoryKeyValueStore("units"), Serdes.String(), Serdes.ByteArray())
          .withLoggingDisabled()
          .build();
  private final Map<Long, Map<String, Long>> facts = new TreeMap<>();
  private UnitLedger ledger;

  UnitLedgerTest() {
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    ledger = ledger(UnitIndex.MOST);
  }

  private UnitLedger ledger(int most) {
    return new UnitLedger(POLICY, new UnitBlocks(store, "credit"), most);
  }

  @Test
  void shouldGoOnWhereItWasWhenAnotherTakesTheStoreOver() {
    // Given: two ledgers of the same candidates, one of which begins anew after every batch
    SplittableRandom random = new SplittableRandom(3);
    UnitLedgerTest other = new UnitLedgerTest();
    for (int batch = 0; batch < 40; batch++) {
      UnitCandidates candidates = new UnitCandidates("credit");
      for (int i = 0; i < 60; i++) {
        long key = 2L * random.nextInt(900) + 1;
        List<String> groups = List.of("*=*", "sex=g" + random.nextInt(70));
        int what = UnitFacts.decision(random.nextBoolean());
        candidates.add(key, random.nextLong(2 * DAY), random.nextInt(), groups, what);
      }
      accept(candidates, 0);
      other.accept(candidates, 0);
      // When
      ledger = ledger(UnitIndex.MOST);
    }
    // Then
    assertThat(counts(0, 2 * DAY)).isEqualTo(other.counts(0, 2 * DAY)).hasSizeGreaterThan(900);
  }

  @Test
  void shouldKeepNothingWhenPeriodsAreOver() {
    // Given: a thousand people yesterday, one today, and a copy
    UnitCandidates candidates = new UnitCandidates("credit");
    for (int person = 0; person < 1_000; person++) {
      candidates.add(2L * person + 1, person * 1_000L, 0, WOMEN, 0);
    }
    candidates.add(7, DAY, 0, WOMEN, 0);
    candidates.add(8, 3 * MINUTE, 0, WOMEN, 0);
    accept(candidates, 0);
    int before = entries();
    // When
    ledger.forget(4 * MINUTE);
    int withoutCopy = entries();
    ledger.forget(DAY);
    int withoutYesterday = entries();
    ledger.forget(2 * DAY);
    // Then
    assertThat(before).isEqualTo(4); // of people two blocks, one of today's, one of copies
    assertThat(withoutCopy).isEqualTo(3);
    assertThat(withoutYesterday).isEqualTo(1);
    assertThat(entries()).isZero();
  }

  @Test
  void shouldSayHowManyDidNotFitWhenThereAreTooManyPeople() {
    // Given
    ledger = ledger(2);
    UnitCandidates candidates = new UnitCandidates("credit");
    for (int person = 0; person < 5; person++) {
      candidates.add(2L * person + 1, person, 0, WOMEN, 0);
      candidates.add(2L * person + 1, person + 10, 0, WOMEN, 0);
    }
    // When
    accept(candidates, 0);
    // Then: two of three that did not fit came twice
    MeasureCounts pane = MeasureCounts.ofFacts(facts.getOrDefault(0L, Map.of()));
    UnitPane units = ledger.closing(0, MINUTE).getOrDefault(0L, UnitPane.NOBODY);
    assertThat(ledger.told(pane, units).decisions()).isEqualTo(new UnitTally(2, 0, 2, 0, 6));
  }

  /** Of what did not fit, nothing stays when it is taken back, and nothing is below zero. */
  @Test
  void shouldSayHowManyDidNotFitWhenALabelThatDidNotIsTakenBack() {
    // Given: a person whose label fits, and another whose label does not
    ledger = ledger(1);
    UnitCandidates candidates = new UnitCandidates("credit");
    candidates.add(1, 10, 5, WOMEN, UnitFacts.LABEL);
    candidates.add(3, 20, 5, WOMEN, UnitFacts.LABEL);
    accept(candidates, 0);
    // When: an earlier label of the other's request comes, and one of the first person's is
    // repeated
    UnitCandidates moved = new UnitCandidates("credit");
    moved.add(3, 20, 5, WOMEN, UnitFacts.LABEL | UnitFacts.WITHDRAWN);
    moved.add(3, 15, 6, WOMEN, UnitFacts.LABEL);
    moved.add(1, 30, 7, WOMEN, UnitFacts.LABEL);
    accept(moved, 0);
    // Then
    assertThat(labels()).isEqualTo(new UnitTally(1, 0, 1, 0, 1));
    // When: the repeated one moves out of the pane
    UnitCandidates gone = new UnitCandidates("credit");
    gone.add(1, 30, 7, WOMEN, UnitFacts.LABEL | UnitFacts.WITHDRAWN);
    gone.add(1, DAY + 5, 8, WOMEN, UnitFacts.LABEL);
    accept(gone, 0);
    // Then
    assertThat(labels()).isEqualTo(new UnitTally(1, 0, 0, 0, 1));
  }

  /** Of the first pane. */
  private UnitTally labels() {
    MeasureCounts pane = MeasureCounts.ofFacts(facts.getOrDefault(0L, Map.of()));
    UnitPane units = ledger.closing(0, MINUTE).getOrDefault(0L, UnitPane.NOBODY);
    return ledger.told(pane, units).labels();
  }

  @Test
  void shouldCountALateOneInTheOpenPaneAndTheirPeriod() {
    // Given: yesterday has closed
    UnitCandidates late = new UnitCandidates("credit");
    late.add(1, DAY - 5, 0, WOMEN, UnitFacts.decision(true));
    accept(late, DAY);
    // When: the same person today
    UnitCandidates today = new UnitCandidates("credit");
    today.add(1, DAY + 5 * MINUTE, 0, WOMEN, UnitFacts.decision(false));
    accept(today, DAY);
    // Then
    assertThat(counts(DAY, 2 * DAY)).isEqualTo(Map.of(DAY + " sex=f", List.of(1L, 1L)));
  }

  @Test
  void shouldLeaveALabelWhenItsPaneHasClosedBeforeAnEarlierOneComes() {
    // Given
    int right = UnitFacts.LABEL | UnitFacts.TRULY_FAVOURABLE;
    UnitCandidates first = new UnitCandidates("credit");
    first.add(1, 10, 5, WOMEN, right);
    accept(first, 0);
    // When: it is taken back when it has left
    UnitCandidates moved = new UnitCandidates("credit");
    moved.add(1, 10, 5, WOMEN, right | UnitFacts.WITHDRAWN);
    moved.add(1, 5, 6, WOMEN, right);
    accept(moved, MINUTE);
    // Then
    assertThat(ledger.closing(MINUTE, DAY)).isEmpty();
    // When: it is taken back before
    UnitCandidates next = new UnitCandidates("credit");
    next.add(3, 2 * DAY + 10, 5, WOMEN, right);
    next.add(3, 2 * DAY + 10, 5, WOMEN, right | UnitFacts.WITHDRAWN);
    next.add(3, 2 * DAY - 10, 6, WOMEN, right);
    accept(next, MINUTE);
    // Then
    assertThat(ledger.closing(MINUTE, 3 * DAY)).containsOnlyKeys(2 * DAY - MINUTE);
  }

  @Test
  void shouldKeepInOnePartWhatBelongsTogetherAndComeBackFromItsMessage() {
    // Given
    UnitCandidates candidates = new UnitCandidates("credit");
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1_001; i++) {
      int facts = i % 3 == 0 ? UnitFacts.LABEL | UnitFacts.WITHDRAWN : UnitFacts.LABEL;
      List<String> groups = List.of("*=*", "sex=g" + i % 40);
      candidates.add(random.nextLong() | 1, random.nextInt(), random.nextInt(), groups, facts);
    }
    // When
    List<UnitCandidates> parts = candidates.parts(2_000);
    // Then
    int at = 0;
    for (UnitCandidates part : parts) {
      byte[] message = MergeInput.pack(new MergeInput.Candidates(part));
      assertThat(message.length).isLessThan(3_000);
      UnitCandidates read = ((MergeInput.Candidates) MergeInput.unpack(message)).units();
      for (int i = 0; i < read.size(); i++, at++) {
        assertThat(List.of(read.key(i), read.time(i), read.tie(i), read.facts(i), read.groups(i)))
            .isEqualTo(
                List.of(
                    candidates.key(at),
                    candidates.time(at),
                    candidates.tie(at),
                    candidates.facts(at),
                    candidates.groups(at)));
      }
      assertThat(UnitFacts.has(read.facts(read.size() - 1), UnitFacts.WITHDRAWN)).isFalse();
    }
    assertThat(at).isEqualTo(1_001);
    assertThat(parts).hasSizeGreaterThan(10);
  }

  private void accept(UnitCandidates candidates, long openFrom) {
    ledger.accept(
        candidates,
        openFrom,
        (pane, came) ->
            came.forEach(
                (fact, amount) ->
                    facts
                        .computeIfAbsent(pane, p -> new HashMap<>())
                        .merge(fact, amount, Long::sum)));
  }

  /** Units and favourable ones by pane and group. */
  private Map<String, List<Long>> counts(long from, long limit) {
    Map<String, List<Long>> counts = new HashMap<>();
    ledger
        .closing(from, limit)
        .forEach(
            (pane, units) ->
                units
                    .counts()
                    .groups()
                    .forEach(
                        (key, group) -> {
                          if (!group.attribute().equals(GroupCounts.ALL)) {
                            counts.put(
                                pane + " " + key, List.of(group.requests(), group.favourable()));
                          }
                        }));
    return counts;
  }

  private int entries() {
    int entries = 0;
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      for (; all.hasNext(); all.next()) {
        entries++;
      }
    }
    return entries;
  }
}
