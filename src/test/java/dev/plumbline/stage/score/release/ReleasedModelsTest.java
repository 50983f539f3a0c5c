package dev.plumbline.stage.score.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.event.EarlierRelease;
import dev.plumbline.event.ModelRelease;
import dev.plumbline.model.ModelException;
import dev.plumbline.model.store.CandidateFolders;
import dev.plumbline.model.store.ModelStore;
import dev.plumbline.model.store.StoredModel;
import dev.plumbline.policy.Policies;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.score.model.ModelWorker;
import dev.plumbline.stage.score.model.ModelWorkers;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real loader, store and module, without a broker. */
class ReleasedModelsTest {

  private static final String DESK = "desk";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String OWN = CandidateFolders.version(CandidateFolders.TINY);

  @TempDir private Path folder;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private ServingVersions versions = new ServingVersions(registry);

  @AfterEach
  void close() throws Exception {
    for (int i = opened.size() - 1; i >= 0; i--) {
      opened.get(i).close();
    }
  }

  private Policies policies(String retraining) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            model: desk
            scoring: {path: "%s", device: cpu, batch: {size: 4, linger: PT0.001S}}
            outcome: {favourable: [refund]}
            groups: {attributes: {sex: [female, male]}}
            fairness:
              - {metric: demographic_parity_difference, tolerance: 0.1}
            retraining: %s
            """
                .formatted(CandidateFolders.TINY, retraining));
    return PolicyReader.readAll(List.of(file));
  }

  private Policies stored() throws IOException {
    return policies("{store: {path: store}}");
  }

  private VersionLoader loader() {
    VersionLoader loader =
        new VersionLoader(ModelWorkers::load, folder.resolve("cache"), InstantSource.fixed(NOON));
    opened.add(loader);
    return loader;
  }

  private StoredModel publish(Path candidate) throws Exception {
    try (ModelStore store =
        ModelStore.open(
            folder.resolve("store").toString(),
            folder.resolve("publishers-cache"),
            InstantSource.fixed(NOON))) {
      return store.publish(DESK, candidate);
    }
  }

  private Path candidate(String name) throws IOException {
    return CandidateFolders.candidate(folder, name);
  }

  private static ModelRelease release(StoredModel stored) {
    return release(new EarlierRelease(stored.version(), stored.location(), stored.sha256()));
  }

  private static ModelRelease release(EarlierRelease version) {
    return ModelRelease.first(
        DESK,
        version,
        new EarlierRelease(OWN, CandidateFolders.TINY.toString(), null),
        "job-1",
        NOON);
  }

  /** Workers that begin with the policy's own version, and a listener that swaps them. */
  private final class Rig {
    final VersionLoader loader = loader();
    final ModelWorkers workers;
    final ReleaseListener listener;

    Rig(Policies policies) {
      workers = ModelWorkers.open(policies, loader::own, registry);
      opened.add(workers);
      listener = new ReleaseListener(policies, workers, loader, versions, (release, why) -> true);
      versions.serves(DESK, serving());
    }

    ModelWorker worker() {
      return Objects.requireNonNull(workers.find(DESK));
    }

    String serving() {
      return worker().modelVersion();
    }

    void release(ModelRelease release) {
      listener.offer(release, 0, 0);
      listener.work(() -> true);
    }
  }

  private double refused(String reason) {
    Counter counter =
        registry.find("plumbline.release.refused").tags("model", DESK, "reason", reason).counter();
    return counter == null ? 0 : counter.count();
  }

  @Test
  void shouldScoreWithTheReleasedVersionWhenItIsInTheStore() throws Exception {
    // Given
    Rig rig = new Rig(stored());
    StoredModel stored = publish(candidate("one"));
    // When
    rig.release(release(stored));
    // Then
    assertThat(rig.serving()).isEqualTo(stored.version());
    assertThat(rig.worker().submit("where is my refund").get(20, TimeUnit.SECONDS).modelVersion())
        .isEqualTo(stored.version());
    assertThat(versions.notices()).isEmpty();
    assertThat(
            registry
                .get("plumbline.model.version")
                .tags("model", DESK, "version", stored.version())
                .gauge()
                .value())
        .isEqualTo(1);
    assertThat(registry.find("plumbline.model.version").gauges()).hasSize(1);
  }

  @Test
  void shouldWaitWhenTheTopicHasNotBeenReadToItsEnd() throws Exception {
    // Given
    Rig rig = new Rig(stored());
    StoredModel one = publish(candidate("one"));
    StoredModel two = publish(candidate("two"));
    // When
    rig.listener.offer(release(one), 0, 0);
    rig.listener.work(() -> false);
    // Then
    assertThat(rig.serving()).isEqualTo(OWN);
    // When
    rig.release(release(two));
    // Then: the one in between was not even loaded
    assertThat(rig.serving()).isEqualTo(two.version());
    assertThat(folder.resolve("cache/desk/" + one.version())).doesNotExist();
  }

  @Test
  void shouldServeOnAndSayWhyWhenAFileOfTheReleaseIsCorrupt() throws Exception {
    // Given
    Rig rig = new Rig(stored());
    StoredModel stored = publish(candidate("one"));
    Path module = Path.of(stored.location()).resolve("model.pt");
    byte[] bytes = Files.readAllBytes(module);
    bytes[bytes.length / 2] ^= 1;
    Files.write(module, bytes);
    // When
    rig.release(release(stored));
    // Then
    assertThat(rig.serving()).isEqualTo(OWN);
    assertThat(rig.worker().submit("where is my refund").get(20, TimeUnit.SECONDS).modelVersion())
        .isEqualTo(OWN);
    assertThat(refused("checksum")).isEqualTo(1);
    assertThat(versions.notices())
        .containsExactly(
            "model desk: version %s was released and is refused, version %s serves on: %s is not what its manifest says"
                .formatted(stored.version(), OWN, module));
    // When: a release that is sound
    StoredModel next = publish(candidate("two"));
    rig.release(release(next));
    // Then
    assertThat(rig.serving()).isEqualTo(next.version());
    assertThat(versions.notices()).isEmpty();
  }

  @Test
  void shouldServeOnWhenTheReleaseIsNotInTheStore() throws Exception {
    // Given: a folder that is there, but of which nobody published anything
    Rig rig = new Rig(stored());
    Path elsewhere = candidate("elsewhere");
    // When
    rig.release(
        release(
            new EarlierRelease(CandidateFolders.version(elsewhere), elsewhere.toString(), null)));
    // Then
    assertThat(rig.serving()).isEqualTo(OWN);
    assertThat(refused("missing")).isEqualTo(1);
  }

  @Test
  void shouldServeOnWhenTheManifestIsNotTheOneThatWasReleased() throws Exception {
    // Given
    Rig rig = new Rig(stored());
    StoredModel stored = publish(candidate("one"));
    // When
    rig.release(release(new EarlierRelease(stored.version(), stored.location(), "ab".repeat(32))));
    // Then
    assertThat(rig.serving()).isEqualTo(OWN);
    assertThat(refused("checksum")).isEqualTo(1);
  }

  @Test
  void shouldServeOnWhenTheReleaseTellsOtherLabelsApart() throws Exception {
    // Given
    Rig rig = new Rig(stored());
    StoredModel stored =
        publish(
            CandidateFolders.candidate(
                folder, "other-labels", "\"0\": \"refund\"", "\"0\": \"praise\""));
    // When
    rig.release(release(stored));
    // Then
    assertThat(rig.serving()).isEqualTo(OWN);
    assertThat(refused("labels")).isEqualTo(1);
  }

  @Test
  void shouldServeOnWhenTheModuleIsNone() throws Exception {
    // Given: checksums that are right, of a folder that cannot score
    Rig rig = new Rig(stored());
    Path broken = candidate("broken");
    Files.writeString(broken.resolve("model.pt"), "no module");
    StoredModel stored = publish(broken);
    // When
    rig.release(release(stored));
    // Then
    assertThat(rig.serving()).isEqualTo(OWN);
    assertThat(refused("invalid")).isEqualTo(1);
  }

  @Test
  void shouldGoBackToThePolicysFolderWhenItsVersionIsReleasedAgain() throws Exception {
    // Given
    Rig rig = new Rig(stored());
    ModelRelease first = release(publish(candidate("one")));
    rig.release(first);
    // When: the folder is in no store
    rig.release(
        first.followedBy(new EarlierRelease(OWN, "/not/here", null), ModelRelease.ROLLBACK, NOON));
    // Then
    assertThat(rig.serving()).isEqualTo(OWN);
  }

  @Test
  void shouldLoadFromWhereTheReleaseSaysWhenThePolicyHasNoStore() throws Exception {
    // Given
    Rig rig = new Rig(policies("{on: [page]}"));
    Path one = candidate("one");
    String version = CandidateFolders.version(one);
    // When
    rig.release(release(new EarlierRelease(version, one.toString(), "00".repeat(32))));
    // Then
    assertThat(rig.serving()).isEqualTo(OWN);
    assertThat(refused("checksum")).isEqualTo(1);
    // When
    rig.release(release(new EarlierRelease(version, one.toString(), null)));
    // Then
    assertThat(rig.serving()).isEqualTo(version);
  }

  @Test
  void shouldBeginWithTheNewestVersionThatLoadsWhenTheProcessStarts() throws Exception {
    // Given: two releases, the newer of which has lost a file
    Policies policies = stored();
    Policy policy = Objects.requireNonNull(policies.find(DESK));
    StoredModel one = publish(candidate("one"));
    StoredModel two = publish(candidate("two"));
    ModelRelease first = release(one);
    ModelRelease second =
        first.followedBy(
            new EarlierRelease(two.version(), two.location(), two.sha256()), "job-2", NOON);
    // Then
    assertThat(begun(policy, List.of())).isEqualTo(OWN);
    assertThat(begun(policy, List.of(first))).isEqualTo(one.version());
    assertThat(begun(policy, List.of(first, second))).isEqualTo(two.version());
    // When
    Files.delete(Path.of(two.location()).resolve("tokenizer.json"));
    deleteCache();
    // Then
    assertThat(begun(policy, List.of(first, second))).isEqualTo(one.version());
    assertThat(refused("checksum")).isEqualTo(1);
    // When: all of the store is gone
    for (StoredModel each : List.of(one, two)) {
      Files.delete(Path.of(each.location()).resolve("manifest.json"));
    }
    // Then
    assertThat(begun(policy, List.of(first, second))).isEqualTo(OWN);
  }

  private String begun(Policy policy, List<ModelRelease> releases) throws Exception {
    ReleasedModels models = new ReleasedModels(loader(), registry);
    releases.forEach(models::note);
    try (var scorer = models.begin(policy)) {
      return scorer.modelVersion();
    }
  }

  private void deleteCache() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void shouldNotStartWhenThePolicysOwnFolderIsWrongAndNothingWasReleased() throws Exception {
    // Given
    Policies policies = stored();
    Policy policy = Objects.requireNonNull(policies.find(DESK));
    VersionLoader failing =
        new VersionLoader(
            (of, path) -> {
              throw new ModelException(path + " is wrong");
            },
            folder,
            InstantSource.fixed(NOON));
    // When, Then
    assertThatThrownBy(() -> new ReleasedModels(failing, registry).begin(policy))
        .isInstanceOf(ModelException.class);
  }
}
