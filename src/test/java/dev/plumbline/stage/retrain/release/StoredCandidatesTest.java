package dev.plumbline.stage.retrain.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.model.store.CandidateFolders;
import dev.plumbline.model.store.ModelStore;
import dev.plumbline.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredCandidatesTest {

  private static final String DESK = "desk";

  @TempDir private Path folder;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));
  private final AtomicReference<@Nullable ModelRelease> serving = new AtomicReference<>();
  private final ReleaseLog releases =
      new ReleaseLog() {
        @Override
        public @Nullable ModelRelease newest(String model) {
          return serving.get();
        }

        @Override
        public void append(ModelRelease release) {
          serving.set(release);
        }
      };

  private Policy policy(String retraining) throws IOException {
    return PolicyReader.read(
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            model: desk
            scoring: {path: "%s"}
            outcome: {favourable: [refund]}
            groups: {attributes: {sex: [female, male]}}
            fairness:
              - {metric: demographic_parity_difference, tolerance: 0.1}
            retraining: %s
            """
                .formatted(CandidateFolders.TINY, retraining)));
  }

  private EarlierRelease kept(String retraining, Path candidate) throws IOException {
    now.updateAndGet(time -> time.plusSeconds(60));
    return new StoredCandidates(releases, folder.resolve("cache"), now::get)
        .keep(policy(retraining), candidate);
  }

  private ModelStore store() {
    return ModelStore.open(
        folder.resolve("store").toString(), folder.resolve("readers-cache"), now::get);
  }

  @Test
  void shouldNameThePlaceInTheStoreWhenThePolicyHasOne() throws Exception {
    // Given
    Path candidate = CandidateFolders.candidate(folder, "candidate");
    String version = CandidateFolders.version(candidate);
    // When
    EarlierRelease kept = kept("{store: {path: store}}", candidate);
    // Then
    assertThat(kept.modelVersion()).isEqualTo(version);
    assertThat(kept.path()).isEqualTo(folder.resolve("store/desk/" + version).toString());
    try (ModelStore store = store()) {
      assertThat(CandidateFolders.version(store.fetch(DESK, version, kept.sha256())))
          .isEqualTo(version);
    }
  }

  @Test
  void shouldLeaveTheCandidateWhereItIsWhenThePolicyHasNoStore() throws Exception {
    // Given
    Path candidate = CandidateFolders.candidate(folder, "candidate");
    // When, Then
    assertThat(kept("{on: [page]}", candidate))
        .isEqualTo(
            new EarlierRelease(CandidateFolders.version(candidate), candidate.toString(), null));
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void shouldFailWhenTheStoreCannotBeWritten() throws Exception {
    // Given: a file where the store's directory should be
    Files.writeString(folder.resolve("store"), "no directory");
    Path candidate = CandidateFolders.candidate(folder, "candidate");
    // When, Then
    assertThatThrownBy(() -> kept("{store: {path: store}}", candidate))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot store version " + CandidateFolders.version(candidate));
  }

  @Test
  void shouldKeepWhatServesAndWhatServedBeforeWhenOldVersionsAreDeleted() throws Exception {
    // Given: versions one to four, of which two serves and one did before
    List<String> versions = new ArrayList<>();
    for (String name : List.of("one", "two", "three", "four")) {
      // When
      EarlierRelease kept =
          kept("{store: {path: store, keep: 1}}", CandidateFolders.candidate(folder, name));
      versions.add(kept.modelVersion());
      ModelRelease last = serving.get();
      if (name.equals("one")) {
        EarlierRelease own = new EarlierRelease("own", CandidateFolders.TINY.toString(), null);
        serving.set(ModelRelease.first(DESK, kept, own, "job-1", now.get()));
      } else if (name.equals("two") && last != null) {
        serving.set(last.followedBy(kept, "job-2", now.get()));
      }
    }
    // Then
    try (ModelStore store = store()) {
      assertThat(store.versions(DESK))
          .containsExactly(versions.get(3), versions.get(1), versions.get(0));
    }
  }
}
