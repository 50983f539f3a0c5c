package dev.plumbline.kafka.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionIndexTest {

  private static final long BLOCK = 10_000;

  private final TestStore index = new TestStore();

  private static String[] ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "r" + i).toArray(String[]::new);
  }

  /** As many chunks as given, in blocks of their own, the first at time 0. */
  private void addChunks(int count) {
    for (int i = 0; i < count; i++) {
      index.add(i * BLOCK, "r" + i);
    }
  }

  @Test
  void shouldRemoveABlockWhenTheLimitReachesItsEndAndNotBefore() {
    // Given
    index.add(BLOCK, "first");
    index.add(2 * BLOCK - 1, "last");
    index.add(2 * BLOCK, "next");
    // When
    int early = index.removeBefore(2 * BLOCK - 1);
    int due = index.removeBefore(2 * BLOCK);
    // Then
    assertThat(early).isZero();
    assertThat(due).isEqualTo(2);
    assertThat(index.removed).extracting(RetainedId::id).containsExactly("first", "last");
  }

  @Test
  void shouldRemove64ChunksAtOnceWhenNoneWasBegunSinceTheRestart() {
    // Given
    addChunks(72);
    index.restart();
    // When
    int first = index.removeBefore(72 * BLOCK);
    int second = index.removeBefore(72 * BLOCK);
    // Then
    assertThat(first).isEqualTo(64);
    assertThat(second).isEqualTo(8);
    assertThat(index.entries()).isZero();
  }

  @Test
  void shouldRemoveTwoMoreForEachChunkThatWasBegunWhenManyAreDue() {
    // Given
    addChunks(100);
    index.restart();
    for (int i = 0; i < 5; i++) {
      index.add((1_000 + i) * BLOCK, "young" + i);
    }
    // When
    int first = index.removeBefore(100 * BLOCK);
    // Then
    assertThat(first).isEqualTo(74);
    assertThat(index.removeBefore(100 * BLOCK)).isEqualTo(26);
  }

  /** Event time has jumped, and at every tick come more ids that are due at once. */
  @Test
  void shouldBecomeEmptyWhenMoreIsDueThanATickMayRemoveAndMoreComes() {
    // Given: 2,370 chunks
    for (int i = 0; i < 30; i++) {
      index.add(i * BLOCK, ids(10_000));
    }
    index.restart();
    int left = index.entries();
    for (int tick = 0; tick < 8; tick++) {
      // When: 235 chunks come
      index.add((100 + tick) * BLOCK, ids(30_000));
      index.removeBefore(200 * BLOCK);
      // Then: there are 64 + 235 fewer
      assertThat(index.entries()).isEqualTo(Math.max(0, left - 299));
      left = index.entries();
    }
    assertThat(left).isZero();
    assertThat(index.removed).hasSize(540_000);
  }

  @Test
  void shouldShareEntriesWhenIdsAreOfOneBlock() {
    // When
    for (String id : ids(128)) {
      index.add(BLOCK, id);
    }
    int full = index.entries();
    index.add(2 * BLOCK - 1, "one more");
    // Then
    assertThat(full).isEqualTo(1);
    assertThat(index.entries()).isEqualTo(2);
  }

  @Test
  void shouldFillChunksOfSixtyFourBlocksWhenTimesAreMixed() {
    // When
    for (int round = 0; round < 3; round++) {
      for (int block = 0; block < 64; block++) {
        index.add(block * BLOCK, "r" + round + "-" + block);
      }
    }
    int before = index.entries();
    index.add(64 * BLOCK, "one more");
    index.add(0, "begins anew");
    // Then
    assertThat(before).isEqualTo(64);
    assertThat(index.entries()).isEqualTo(66);
  }

  @Test
  void shouldLoseNoIdWhenAChunkIsBegunByTheSameIdAfterARestart() {
    // Given
    index.add(0, "a", "b");
    index.restart();
    // When
    index.add(0, "a", "c");
    index.removeBefore(BLOCK);
    // Then
    assertThat(index.removed).extracting(RetainedId::id).containsExactly("a", "b", "a", "c");
  }

  @Test
  void shouldTakeIdsAgainWhenTheirBlockWasRemoved() {
    // Given
    index.add(0, "a");
    index.removeBefore(BLOCK);
    // When
    index.add(0, "late");
    index.removeBefore(BLOCK);
    // Then
    assertThat(index.removed).extracting(RetainedId::id).containsExactly("a", "late");
    assertThat(index.entries()).isZero();
  }

  @Test
  void shouldKeepModelsAndPlacesApartWhenTheyShareAStore() {
    // Given
    index.add("desk", 0, new RetainedId("a", 1));
    index.add("desk", -1, new RetainedId("before 1970", 127));
    index.add("desk2", 0, new RetainedId("a", 1));
    // When
    index.removeBefore(BLOCK);
    // Then
    assertThat(index.removed)
        .containsExactly(new RetainedId("before 1970", 127), new RetainedId("a", 1));
    assertThat(index.entries()).isEqualTo(1);
  }

  @Test
  void shouldRemoveEverythingWhenTimesAreBeyondAllSense() {
    // Given
    index.add(Long.MIN_VALUE, "first");
    index.add(Long.MAX_VALUE, "last");
    index.store.put("desk|0001772366400000000|old", bytes("old"));
    // When
    index.removeBefore(Long.MAX_VALUE);
    // Then: what is at the end of time is not before it
    assertThat(index.removed)
        .containsExactly(new RetainedId("old", RetainedId.ANYWHERE), new RetainedId("first", 0));
  }

  @Test
  void shouldReadTheRetrainStagesEntriesWhenTheyWereWrittenBefore() {
    // Given: event times of 2026 in milliseconds
    long time = 1_772_366_400_000L;
    index.store.put("desk|0000001772366400000|r-1", bytes("r-1"));
    index.store.put("desk|0000001772366400001|r-2", bytes("r-2"));
    index.add(time - BLOCK, "new");
    // When
    index.removeBefore(time + 1);
    // Then
    assertThat(index.removed)
        .containsExactly(new RetainedId("r-1", RetainedId.ANYWHERE), new RetainedId("new", 0));
    assertThat(index.entries()).isEqualTo(1);
  }

  /** A block as the measure stage wrote it: 12 and 400 are the bytes of the ids, doubled. */
  @Test
  void shouldReadTheMeasureStagesBlocksWhenTheyWereWrittenBefore() {
    // Given
    String longId = "x".repeat(200);
    byte[] block = bytes("\u000cr-1234\u0000??" + longId + "\u0002");
    block[8] = (byte) 0x90; // 400 = 0x10 + 3 * 0x80
    block[9] = 0x03;
    index.store.put("desk|02305844781579973952|z", block);
    // When
    index.removeBefore(1_772_366_400_000L);
    // Then
    assertThat(index.removed)
        .containsExactly(new RetainedId("r-1234", 0), new RetainedId(longId, 1));
  }

  @Test
  void shouldRefuseAChunkWhenAnotherVersionWroteIt() {
    assertThatThrownBy(() -> RetentionChunk.read(new byte[] {3, 0}))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> RetentionChunk.read(new byte[] {1, 0, 0, 0, 0, 9, 'r'}))
        .isInstanceOf(IllegalStateException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
