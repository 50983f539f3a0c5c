package dev.plumbline.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A real HTTP server that answers as told and remembers what came. */
public final class Receiver implements AutoCloseable {

  /** What came. */
  public record Request(String path, Map<String, String> headers, String body) {}

  /** The next answers' status codes; 200 when there are none. */
  public final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();

  public final List<Request> requests = new CopyOnWriteArrayList<>();

  private final CountDownLatch released = new CountDownLatch(1);
  private final HttpServer server;

  public Receiver() throws IOException {
    this(0);
  }

  public Receiver(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** Status 0 keeps the caller waiting until this closes. */
  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    requests.add(new Request(exchange.getRequestURI().getPath(), headers, body));
    Integer status = answers.poll();
    if (status != null && status == 0) {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (status != null && status == 429) {
      exchange.getResponseHeaders().add("Retry-After", "7");
    }
    exchange.sendResponseHeaders(status == null || status == 0 ? 200 : status, -1);
    exchange.close();
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
  }
}
