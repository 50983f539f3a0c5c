package dev.plumbline.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessGuardTest {

  private static final String FIRST = "f".repeat(32);
  private static final String SECOND = "s".repeat(32);

  @TempDir private Path folder;

  @Test
  void shouldLetInWhoHasATokenForItWhenThereAreSeveral() throws Exception {
    // Given
    Path tokens = tokens("# producers\n" + FIRST + " intake\n\n" + SECOND + " read\n");
    // When
    try (GuardedPort port = new GuardedPort(access(tokens))) {
      // Then
      assertThat(port.get("/health/live")).isEqualTo(200);
      assertThat(port.get("/metrics")).isEqualTo(401);
      assertThat(port.get("/metrics", "Authorization", "Bearer " + SECOND)).isEqualTo(200);
      assertThat(port.get("/metrics", "Authorization", "bearer  " + SECOND)).isEqualTo(200);
      assertThat(port.get("/metrics", "Authorization", "Bearer " + FIRST)).isEqualTo(403);
      assertThat(port.get("/metrics", "Authorization", "Bearer " + FIRST + "x")).isEqualTo(401);
      assertThat(port.get("/metrics", "Authorization", "Bearer")).isEqualTo(401);
      assertThat(port.get("/v1/requests", "Authorization", "Bearer " + SECOND)).isEqualTo(403);
      assertThat(port.get("/v1/requests", "Authorization", "Bearer " + FIRST)).isEqualTo(200);
    }
  }

  @Test
  void shouldLetOnlyThoseChangeThingsWhoseTokenSaysSo() throws Exception {
    // Given
    Path tokens = tokens(FIRST + " read\n" + SECOND + " read act\n");
    String notes = "/api/models/desk/incidents/260301-k3f9m/notes";
    // When
    try (GuardedPort port = new GuardedPort(access(tokens))) {
      // Then
      assertThat(port.post(notes, "Authorization", "Bearer " + FIRST)).isEqualTo(403);
      assertThat(port.post(notes, "Authorization", "Bearer " + SECOND)).isEqualTo(200);
      assertThat(port.post("/api/jobs/j/status", "Authorization", "Bearer " + FIRST))
          .isEqualTo(403);
      assertThat(port.post("/api/models/desk/explain", "Authorization", "Bearer " + FIRST))
          .isEqualTo(200);
      assertThat(port.post("/api/models/a/b/explain", "Authorization", "Bearer " + FIRST))
          .isEqualTo(403);
      assertThat(port.get("/", "Authorization", "Bearer " + FIRST)).isEqualTo(200);
    }
  }

  @Test
  void shouldTakeTheTokenAsAPasswordWhenABrowserAsksForOne() throws Exception {
    // Given
    Path tokens = tokens(FIRST + "\n");
    // When
    try (GuardedPort port = new GuardedPort(access(tokens))) {
      // Then
      assertThat(port.challenge("/")).isEqualTo("Basic realm=\"plumbline\"");
      assertThat(port.challenge("/v1/requests")).isEqualTo("Bearer");
      assertThat(port.get("/", "Authorization", basic("anyone:" + FIRST))).isEqualTo(200);
      assertThat(port.get("/", "Authorization", basic("anyone:"))).isEqualTo(401);
      assertThat(port.get("/", "Authorization", "Basic !")).isEqualTo(401);
    }
  }

  @Test
  void shouldFollowTheFileWhenTokensAreRotated() throws Exception {
    // Given
    Path tokens = tokens(FIRST + "\n");
    try (GuardedPort port = new GuardedPort(access(tokens))) {
      assertThat(port.get("/", "Authorization", "Bearer " + SECOND)).isEqualTo(401);
      // When
      Files.writeString(tokens, FIRST + "\n" + SECOND + "\n");
      port.door.refresh();
      // Then
      assertThat(port.get("/", "Authorization", "Bearer " + SECOND)).isEqualTo(200);
      // When
      Files.writeString(tokens, SECOND + " \n");
      port.door.refresh();
      // Then
      assertThat(port.get("/", "Authorization", "Bearer " + FIRST)).isEqualTo(401);
      // When: a file that is being written opens the port to nobody else
      Files.writeString(tokens, "");
      port.door.refresh();
      // Then
      assertThat(port.get("/")).isEqualTo(401);
      assertThat(port.get("/", "Authorization", "Bearer " + SECOND)).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# none\n", "password\n", "ffffffffffffffffffffffffffffffff write\n"})
  void shouldRefuseToStartWhenTheTokensCannotBeUsed(String text) throws Exception {
    Path tokens = tokens(text);
    assertThatThrownBy(() -> new HttpDoor(access(tokens)))
        .isInstanceOf(AccessException.class)
        .hasMessageContaining(tokens.toString())
        .hasMessageNotContaining("ffff")
        .hasMessageNotContaining("password");
  }

  @Test
  void shouldServeThisMachinesNamesOnlyWhenItAloneIsListenedTo() throws Exception {
    try (GuardedPort port = new GuardedPort(HttpAccess.open("127.0.0.1", 0))) {
      assertThat(port.get("/")).isEqualTo(200);
      assertThat(port.asHost("LOCALHOST:8080", "/")).isEqualTo(200);
      assertThat(port.asHost("evil.example", "/")).isEqualTo(421);
      assertThat(port.asHost("127.0.0.1.evil.example:80", "/")).isEqualTo(421);
      assertThat(port.asHost("evil.example", "/health/ready")).isEqualTo(200);
    }
  }

  @Test
  void shouldServeTheNamesThatAreAllowedWhenSomeAre() throws Exception {
    HttpAccess access =
        new HttpAccess("127.0.0.1", 0, List.of("Plumbline.example"), null, null, false);
    try (GuardedPort port = new GuardedPort(access)) {
      assertThat(port.asHost("plumbline.example:443", "/")).isEqualTo(200);
      assertThat(port.get("/")).isEqualTo(421);
    }
  }

  @Test
  void shouldNotOpenToOthersWhenNobodyIsAsked() throws Exception {
    assertThatThrownBy(() -> new HttpDoor(HttpAccess.open("0.0.0.0", 0)))
        .isInstanceOf(AccessException.class)
        .hasMessageContaining("http.tokenFile")
        .hasMessageContaining("http.insecure: true");
    TlsFiles tls = new TlsFiles(Path.of("c"), Path.of("k"), null);
    assertThat(new HttpAccess("::", 0, List.of(), null, tls, false).problem()).isPresent();
    assertThat(HttpAccess.open("::1", 0).problem()).isEmpty();
    assertThat(HttpAccess.open("127.1.2.3", 0).problem()).isEmpty();
    new HttpDoor(new HttpAccess("0.0.0.0", 0, List.of(), null, null, true)).close();
    new HttpDoor(new HttpAccess("0.0.0.0", 0, List.of(), tokens(FIRST), null, false)).close();
  }

  private Path tokens(String text) throws Exception {
    return Files.writeString(folder.resolve("tokens.txt"), text);
  }

  private static HttpAccess access(Path tokens) {
    return new HttpAccess("127.0.0.1", 0, List.of(), tokens, null, false);
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
