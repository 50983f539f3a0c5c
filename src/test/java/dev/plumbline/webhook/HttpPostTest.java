package dev.plumbline.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Receivers that answer, but badly. */
class HttpPostTest {

  private static final Duration SHORT = Duration.ofMillis(500);

  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  HttpPostTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void shouldGiveUpInTimeWhenAnAnswerBeginsAndNeverEnds() throws Exception {
    // Given
    server.createContext("/", this::beginAndHang);
    // When
    DeliveryAttempt attempt = new HttpPost(SHORT).send(url(), new byte[] {'1'}, Map.of());
    // Then
    assertThat(attempt).isEqualTo(new DeliveryAttempt.Retry("timeout", null));
  }

  @Test
  void shouldKeepOnlyAnAnswersFirstBytesWhenItIsLong() throws Exception {
    // Given
    server.createContext("/", HttpPostTest::refuseAtLength);
    AtomicInteger longest = new AtomicInteger();
    // When
    DeliveryAttempt attempt =
        new HttpPost(Duration.ofSeconds(30))
            .send(
                url(),
                new byte[] {'1'},
                Map.of(),
                answer -> longest.addAndGet(answer.length()) < 0);
    // Then
    assertThat(attempt).isEqualTo(new DeliveryAttempt.Refused("HTTP 400"));
    assertThat(longest.get()).isBetween(1000, 100_000);
  }

  private void beginAndHang(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write('.');
    exchange.getResponseBody().flush();
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuseAtLength(HttpExchange exchange) throws IOException {
    byte[] megabyte = new byte[1 << 20];
    exchange.sendResponseHeaders(400, 8L * megabyte.length);
    for (int i = 0; i < 8; i++) {
      exchange.getResponseBody().write(megabyte);
    }
    exchange.close();
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }
}
