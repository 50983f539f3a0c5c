package dev.plumbline.stage.retrain.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.event.RetrainingJob;
import dev.plumbline.event.RetrainingJob.State;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.model.store.CandidateFolders;
import dev.plumbline.model.store.ModelStore;
import dev.plumbline.policy.Policies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoringWorkTest {

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

  private Policies policies(String retraining) throws Exception {
    return PolicyReader.readAll(
        List.of(
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
                    .formatted(CandidateFolders.TINY, retraining))));
  }

  /** What is told of a job whose training ended so. */
  private List<RetrainingJob> told(Policies policies, RetrainingJob... trained) throws Exception {
    now.updateAndGet(time -> time.plusSeconds(60));
    List<RetrainingJob> states = new ArrayList<>();
    new StoringWork(
            (job, to) -> List.of(trained).forEach(to),
            policies,
            releases,
            folder.resolve("cache"),
            now::get)
        .run(job(State.REQUESTED, null), states::add);
    return states;
  }

  private static RetrainingJob job(State state, @Nullable Path candidate) throws Exception {
    ObjectNode job = Json.MAPPER.valueToTree(ExampleMessages.job(DESK, "job-7"));
    job.put("state", state.name());
    job.put("candidate", candidate == null ? null : candidate.toString());
    return Json.MAPPER.treeToValue(job, RetrainingJob.class);
  }

  private ModelStore store() {
    return ModelStore.open(
        folder.resolve("store").toString(), folder.resolve("readers-cache"), now::get);
  }

  @Test
  void shouldTellOfTheStoredCandidateWhenThePolicyHasAStore() throws Exception {
    // Given
    Path candidate = CandidateFolders.candidate(folder, "candidate");
    String version = CandidateFolders.version(candidate);
    RetrainingJob running = job(State.RUNNING, null);
    // When
    List<RetrainingJob> states =
        told(policies("{store: {path: store}}"), running, job(State.CANDIDATE, candidate));
    // Then
    assertThat(states).hasSize(2);
    assertThat(states.get(0)).isEqualTo(running);
    assertThat(states.get(1).state()).isEqualTo(State.CANDIDATE);
    assertThat(states.get(1).result().candidate())
        .isEqualTo(folder.resolve("store/desk/" + version).toString());
    assertThat(states.get(1).result().modelVersion()).isEqualTo(version);
    assertThat(states.get(1).result().before())
        .isEqualTo(job(State.CANDIDATE, candidate).result().before());
    try (ModelStore store = store()) {
      assertThat(CandidateFolders.version(store.fetch(DESK, version, null))).isEqualTo(version);
    }
  }

  @Test
  void shouldLeaveTheCandidateWhereItIsWhenThePolicyHasNoStoreOrTheGateRejects() throws Exception {
    // Given
    RetrainingJob candidate = job(State.CANDIDATE, folder.resolve("candidate"));
    RetrainingJob rejected = job(State.REJECTED, folder.resolve("candidate"));
    // When, Then
    assertThat(told(policies("{on: [page]}"), candidate)).containsExactly(candidate);
    assertThat(told(policies("{store: {path: store}}"), rejected)).containsExactly(rejected);
    assertThat(folder.resolve("store")).doesNotExist();
  }

  @Test
  void shouldFailTheJobAndSayWhyWhenTheStoreCannotBeWritten() throws Exception {
    // Given: a file where the store's directory should be
    Files.writeString(folder.resolve("store"), "no directory");
    Path candidate = CandidateFolders.candidate(folder, "candidate");
    // When
    List<RetrainingJob> states =
        told(policies("{store: {path: store}}"), job(State.CANDIDATE, candidate));
    // Then
    assertThat(states).hasSize(1);
    assertThat(states.get(0).state()).isEqualTo(State.FAILED);
    assertThat(states.get(0).result().reason())
        .startsWith("the candidate could not be stored: cannot store version ");
  }

  @Test
  void shouldKeepWhatServesAndWhatServedBeforeWhenOldVersionsAreDeleted() throws Exception {
    // Given: versions one to four, of which two serves and one did before
    Policies policies = policies("{store: {path: store, keep: 1}}");
    List<String> versions = new ArrayList<>();
    for (String name : List.of("one", "two", "three", "four")) {
      Path candidate = CandidateFolders.candidate(folder, name);
      versions.add(CandidateFolders.version(candidate));
      // When
      told(policies, job(State.CANDIDATE, candidate));
      if (name.equals("one")) {
        serving.set(
            ModelRelease.first(DESK, version(versions.get(0)), version("own"), "job-1", now.get()));
      } else if (name.equals("two")) {
        ModelRelease first = serving.get();
        assertThat(first).isNotNull();
        serving.set(first.followedBy(version(versions.get(1)), "job-2", now.get()));
      }
    }
    // Then
    try (ModelStore store = store()) {
      assertThat(store.versions(DESK))
          .containsExactly(versions.get(3), versions.get(1), versions.get(0));
    }
  }

  private static EarlierRelease version(String version) {
    return new EarlierRelease(version, "store/desk/" + version, null);
  }
}
