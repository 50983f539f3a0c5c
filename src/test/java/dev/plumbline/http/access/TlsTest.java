package dev.plumbline.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.http.access.TestAuthority.Identity;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

  @TempDir private Path folder;

  private final TestAuthority authority = new TestAuthority();

  @Test
  void shouldSpeakHttpsWhenTheKeyHasTheOlderForm() throws Exception {
    Identity server = authority.identity("RSA");
    TestAuthority.write(path("tls.crt"), server.certificate());
    TestAuthority.write(path("tls.key"), server.key());
    assertThat(Files.readString(path("tls.key"))).contains("BEGIN RSA PRIVATE KEY");
    try (GuardedPort port = new GuardedPort(access(false))) {
      assertThat(status(port, authority.client(), "/metrics")).isEqualTo(200);
    }
  }

  @Test
  void shouldServeTheNewCertificateWhenTheFilesChange() throws Exception {
    // Given
    Identity first = write(authority.identity("EC"));
    try (GuardedPort port = new GuardedPort(access(false))) {
      assertThat(served(port)).isEqualTo(first.certificate());
      // When: a key that is no key, in the middle of a change
      Files.writeString(path("tls.key"), "-----BEGIN PRIVATE KEY-----\n");
      port.door.refresh();
      // Then
      assertThat(served(port)).isEqualTo(first.certificate());
      // When
      Identity second = write(authority.identity("RSA"));
      port.door.refresh();
      // Then
      assertThat(served(port)).isEqualTo(second.certificate()).isNotEqualTo(first.certificate());
    }
  }

  @Test
  void shouldAskForACertificateWhenAnAuthorityOfClientsIsNamed() throws Exception {
    // Given
    write(authority.identity("RSA"));
    TestAuthority.write(path("ca.crt"), authority.certificate);
    try (GuardedPort port = new GuardedPort(access(true))) {
      // Then
      assertThat(status(port, authority.client(), "/health/ready")).isEqualTo(200);
      assertThat(status(port, authority.client(), "/metrics")).isEqualTo(401);
      assertThat(status(port, authority.client(authority.identity("EC")), "/metrics"))
          .isEqualTo(200);
      Identity stranger = new TestAuthority().identity("RSA");
      assertThatThrownBy(() -> status(port, authority.client(stranger), "/metrics"))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldSayWhichFileIsWrongWhenKeysCannotBeUsed() throws Exception {
    write(authority.identity("RSA"));
    TestAuthority.writePkcs8(path("tls.key"), authority.identity("RSA").key());
    assertThatThrownBy(() -> new HttpDoor(access(false)))
        .isInstanceOf(AccessException.class)
        .hasMessageContaining("is no key of http.tls.certificate");
    Files.delete(path("tls.key"));
    assertThatThrownBy(() -> new HttpDoor(access(false)))
        .hasMessageContaining("http.tls.key " + path("tls.key") + " cannot be read");
    Files.writeString(path("tls.crt"), "no certificate\n");
    assertThatThrownBy(() -> new HttpDoor(access(false)))
        .isInstanceOf(AccessException.class)
        .hasMessageContaining("has no PEM certificate");
  }

  private Identity write(Identity server) throws IOException {
    TestAuthority.write(path("tls.crt"), server.certificate(), authority.certificate);
    TestAuthority.writePkcs8(path("tls.key"), server.key());
    return server;
  }

  private Certificate served(GuardedPort port) throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(authority.client()).build();
    HttpResponse<String> answer = port.answer(client, "/");
    return answer.sslSession().orElseThrow().getPeerCertificates()[0];
  }

  private static int status(GuardedPort port, SSLContext context, String path) throws Exception {
    HttpClient client = HttpClient.newBuilder().sslContext(context).build();
    return port.answer(client, path).statusCode();
  }

  private HttpAccess access(boolean clients) {
    TlsFiles files =
        new TlsFiles(path("tls.crt"), path("tls.key"), clients ? path("ca.crt") : null);
    return new HttpAccess("127.0.0.1", 0, List.of(), null, files, false);
  }

  private Path path(String file) {
    return folder.resolve(file);
  }
}
