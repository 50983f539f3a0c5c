package dev.plumbline.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.robothy.s3.rest.LocalS3;
import com.robothy.s3.rest.bootstrap.LocalS3Mode;
import dev.plumbline.model.ModelFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** One contract, held by a directory and by a server that speaks S3. */
class ModelStoreTest {

  private static final String DESK = "desk";
  private static final Path TINY = Path.of("src/test/resources/models/tiny");

  /** Where a store lies. */
  enum Kind {
    DIRECTORY,
    S3
  }

  private static LocalS3 server;

  @TempDir private Path folder;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T00:00:00Z"));

  @BeforeAll
  static void startS3() {
    server = LocalS3.builder().port(-1).mode(LocalS3Mode.IN_MEMORY).build();
    server.start();
    try (S3Client client = client()) {
      client.createBucket(create -> create.bucket("models"));
    }
  }

  @AfterAll
  static void stopS3() {
    server.shutdown();
  }

  private static S3Client client() {
    return S3Client.builder()
        .endpointOverride(URI.create("http://127.0.0.1:" + server.getPort()))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
        .region(Region.EU_CENTRAL_1)
        .httpClient(UrlConnectionHttpClient.create())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .forcePathStyle(true)
        .build();
  }

  private ObjectStorage storage(Kind kind) {
    return kind == Kind.DIRECTORY
        ? new DirectoryStorage(folder.resolve("store"))
        : new S3Storage(
            URI.create("s3://models/" + folder.getFileName() + "/of/plumbline"),
            ModelStoreTest::client);
  }

  private ModelStore store(Kind kind) {
    return new ModelStore(storage(kind), folder.resolve("cache"), now::get);
  }

  /** The tiny model with a label of another name, so with another version. */
  private Path candidate(String label) throws IOException {
    Path candidate = Files.createDirectories(folder.resolve("candidate-" + label));
    for (String name : List.of(ModelFolder.MODEL, ModelFolder.TOKENIZER)) {
      Files.copy(TINY.resolve(name), candidate.resolve(name));
    }
    String config = Files.readString(TINY.resolve(ModelFolder.CONFIG));
    Files.writeString(
        candidate.resolve(ModelFolder.CONFIG),
        config.replaceFirst("\\{", "{\"name\": \"" + label + "\","));
    Files.writeString(Files.createDirectories(candidate.resolve("curves")).resolve("a.txt"), label);
    Files.writeString(candidate.resolve(".hidden"), "not a part of it");
    now.updateAndGet(time -> time.plusSeconds(60));
    return candidate;
  }

  @ParameterizedTest
  @EnumSource
  void shouldGiveBackEveryFileWhenPublished(Kind kind) throws Exception {
    try (ModelStore store = store(kind)) {
      // Given
      Path candidate = candidate("one");
      // When
      StoredModel stored = store.publish(DESK, candidate);
      Path fetched = store.fetch(DESK, stored.version(), stored.sha256());
      // Then
      assertThat(stored.version()).isEqualTo(ModelFolder.read(candidate).version());
      assertThat(ModelFolder.read(fetched).version()).isEqualTo(stored.version());
      assertThat(files(fetched))
          .containsExactly("config.json", "curves/a.txt", "model.pt", "tokenizer.json");
      assertThat(fetched.resolve("model.pt")).hasSameBinaryContentAs(candidate.resolve("model.pt"));
      assertThat(stored.sha256()).isEqualTo(sha256sums(candidate));
      assertThat(stored.location())
          .isEqualTo(
              kind == Kind.DIRECTORY
                  ? folder.resolve("store/desk/" + stored.version()).toString()
                  : "s3://models/%s/of/plumbline/desk/%s"
                      .formatted(folder.getFileName(), stored.version()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepOneVersionWhenPublishedTwice(Kind kind) throws Exception {
    try (ModelStore store = store(kind)) {
      // Given
      Path candidate = candidate("one");
      StoredModel first = store.publish(DESK, candidate);
      now.updateAndGet(time -> time.plusSeconds(1));
      // When
      StoredModel second = store.publish(DESK, candidate);
      // Then
      assertThat(second).isEqualTo(first);
      assertThat(store.versions(DESK)).containsExactly(first.version());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldHaveNoVersionWhenThePublisherDiedBeforeItsEnd(Kind kind) throws Exception {
    try (ModelStore store = store(kind)) {
      // Given: a publisher that got as far as the module
      Path candidate = candidate("one");
      String version = ModelFolder.read(candidate).version();
      storage(kind).put("desk/" + version + "/model.pt", candidate.resolve(".hidden"));
      // Then
      assertThat(store.versions(DESK)).isEmpty();
      assertThatThrownBy(() -> store.fetch(DESK, version, null))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.MISSING));
      // When: it is run again
      StoredModel stored = store.publish(DESK, candidate);
      // Then
      assertThat(store.fetch(DESK, version, stored.sha256()).resolve("model.pt"))
          .hasSameBinaryContentAs(TINY.resolve("model.pt"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseAndNameTheFileWhenOneIsNotWhatWasPublished(Kind kind) throws Exception {
    try (ModelStore store = store(kind)) {
      // Given
      StoredModel stored = store.publish(DESK, candidate("one"));
      Path other = Files.writeString(folder.resolve("other"), "corrupt");
      storage(kind).put("desk/" + stored.version() + "/model.pt", other);
      // When, Then
      assertThatThrownBy(() -> store.fetch(DESK, stored.version(), stored.sha256()))
          .hasMessage(stored.location() + "/model.pt is not what its manifest says")
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.CHECKSUM));
      assertThat(folder.resolve("cache/desk")).isEmptyDirectory();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseWhenTheManifestIsNotTheOneThatWasReleased(Kind kind) throws Exception {
    try (ModelStore store = store(kind)) {
      // Given
      StoredModel stored = store.publish(DESK, candidate("one"));
      // When, Then
      assertThatThrownBy(() -> store.fetch(DESK, stored.version(), "0".repeat(64)))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.CHECKSUM));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldFetchAgainWhenTheCacheWasChanged(Kind kind) throws Exception {
    try (ModelStore store = store(kind)) {
      // Given
      StoredModel stored = store.publish(DESK, candidate("one"));
      Path fetched = store.fetch(DESK, stored.version(), stored.sha256());
      Files.writeString(fetched.resolve("config.json"), "{}");
      // When
      Path again = store.fetch(DESK, stored.version(), stored.sha256());
      // Then
      assertThat(again).isEqualTo(fetched);
      assertThat(sha256sums(again)).isEqualTo(stored.sha256());
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepTheNewestAndThoseInUseWhenPruned(Kind kind) throws Exception {
    try (ModelStore store = store(kind)) {
      // Given
      List<String> versions = new ArrayList<>();
      for (String label : List.of("one", "two", "three", "four")) {
        versions.add(0, store.publish(DESK, candidate(label)).version());
      }
      String other = store.publish("desk-2", TINY).version();
      assertThat(store.versions(DESK)).isEqualTo(versions);
      // When
      List<String> deleted = store.prune(DESK, 2, Set.of(versions.get(3)));
      // Then
      assertThat(deleted).containsExactly(versions.get(2));
      assertThat(store.versions(DESK))
          .containsExactly(versions.get(0), versions.get(1), versions.get(3));
      assertThat(storage(kind).keys("desk/" + versions.get(2) + "/")).isEmpty();
      assertThat(store.versions("desk-2")).containsExactly(other);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldStayInItsPlaceWhenNamesLookLikePaths(Kind kind) throws Exception {
    try (ModelStore store = store(kind)) {
      // Given
      StoredModel stored = store.publish("../desk", TINY);
      // Then
      assertThat(stored.location()).endsWith("/%2E.%2Fdesk/" + stored.version());
      assertThat(store.versions("../desk")).containsExactly(stored.version());
      assertThatThrownBy(() -> store.fetch(DESK, "../x", null)).isInstanceOf(StoreException.class);
      // And: a manifest that names a file elsewhere
      Path manifest =
          Files.writeString(
              folder.resolve("manifest"),
              """
              {"model": "desk", "version": "v1", "publishedAt": "2026-03-01T00:00:00Z",
               "files": {"../../escaped": "00"}}
              """);
      storage(kind).put("desk/v1/manifest.json", manifest);
      assertThatThrownBy(() -> store.fetch(DESK, "v1", null)).isInstanceOf(StoreException.class);
      assertThat(folder.resolve("escaped")).doesNotExist();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldForgetWhatIsNotLoadedWhenTheCacheIsTidied(Kind kind) throws Exception {
    try (ModelStore store = store(kind)) {
      // Given
      StoredModel one = store.publish(DESK, candidate("one"));
      StoredModel two = store.publish(DESK, candidate("two"));
      Path first = store.fetch(DESK, one.version(), null);
      Path second = store.fetch(DESK, two.version(), null);
      // When
      store.tidyCache(DESK, Set.of(two.version()));
      // Then
      assertThat(first).doesNotExist();
      assertThat(second).isDirectory();
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  /** As coreutils compute it, of all files that are not hidden. */
  private static String sha256sums(Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "export LC_ALL=C; find . -type f ! -name '.*' | cut -c3- | sort | xargs -d '\\n' sha256sum"
                    + " | sha256sum | cut -c1-64")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
