package dev.plumbline.http;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.topic.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** One browser that follows the page. */
final class EventStreamClient implements AutoCloseable {
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Void> end;
  private final InputStream in;
  final int status;

  EventStreamClient(Served served) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(served.uri("/events")).header("Accept", "text/event-stream").build();
    HttpResponse<InputStream> answer = served.http.send(request, BodyHandlers.ofInputStream());
    status = answer.statusCode();
    in = answer.body();
    end = CompletableFuture.runAsync(this::read, work -> daemon(work).start());
  }

  private void read() {
    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
        .lines()
        .forEach(lines::add);
  }

  private Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "watch");
    thread.setDaemon(true);
    return thread;
  }

  JsonNode next(String event) throws IOException {
    return until(event, found -> true);
  }

  JsonNode until(String event, Predicate<JsonNode> holds) throws IOException {
    while (true) {
      String name = line("event: ");
      JsonNode data = Json.MAPPER.readTree(line("data: "));
      if (name.equals(event) && holds.test(data)) {
        return data;
      }
    }
  }

  private String line(String start) {
    while (true) {
      await().atMost(Served.SOON).until(() -> !lines.isEmpty());
      String line = String.valueOf(lines.poll());
      if (line.startsWith(start)) {
        return line.substring(start.length());
      }
    }
  }

  boolean ended() {
    return end.isDone();
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
