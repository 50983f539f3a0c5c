package dev.plumbline.http.access;

import io.javalin.Javalin;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A server behind a door, and clients of it. */
final class GuardedPort implements AutoCloseable {

  final HttpDoor door;
  private final Javalin server;
  private final HttpClient http = HttpClient.newHttpClient();

  GuardedPort(HttpAccess access) {
    door = new HttpDoor(access);
    server =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              door.configure(config);
              config.routes.get("/<path>", context -> context.result("in\n"));
              config.routes.post("/<path>", context -> context.result("in\n"));
              config.routes.get("/", context -> context.result("in\n"));
            });
    server.start(access.host(), access.port());
  }

  int get(String path, String... headers) throws Exception {
    return answer(http, path, headers).statusCode();
  }

  int post(String path, String... headers) throws Exception {
    return http.send(
            HttpRequest.newBuilder(
                    URI.create(door.scheme() + "://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(10))
                .headers(headers)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  /** With which scheme the port asks for a token. */
  String challenge(String path) throws Exception {
    HttpResponse<String> answer = answer(http, path);
    return answer.headers().firstValue("WWW-Authenticate").orElse("");
  }

  HttpResponse<String> answer(HttpClient client, String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(door.scheme() + "://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(10));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** The client of the JDK does not let one choose the name. */
  int asHost(String host, String path) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      return Integer.parseInt(in.readLine().split(" ")[1]);
    }
  }

  @Override
  public void close() {
    server.stop();
    door.close();
  }
}
