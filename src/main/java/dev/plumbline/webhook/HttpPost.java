package dev.plumbline.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.kafka.topic.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON. 2xx is taken; a status that blames the message itself will never be; everything else
 * may be later: the receiver is down or busy, or somebody has to mend its address or our key, and
 * nothing is lost until then.
 */
public final class HttpPost {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Set<Integer> BLAMES_THE_MESSAGE = Set.of(400, 413, 415, 422);

  private final HttpClient client;
  private final Duration timeout;

  /**
   * @param timeout from the connection to the answer's last byte
   */
  public HttpPost(Duration timeout) {
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  public static byte[] bytes(JsonNode json) {
    try {
      return Json.MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  public DeliveryAttempt send(URI to, byte[] json, Map<String, String> headers)
      throws InterruptedException {
    return send(to, json, headers, answer -> false);
  }

  /**
   * @param mendable whether a refusal with such an answer is about us, not about the message
   */
  public DeliveryAttempt send(
      URI to, byte[] json, Map<String, String> headers, Predicate<String> mendable)
      throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json));
    headers.forEach(request::header);
    Head head = new Head();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArrayConsumer(head::add));
    try {
      HttpResponse<Void> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      boolean blamed =
          BLAMES_THE_MESSAGE.contains(response.statusCode()) && !mendable.test(head.text());
      return attempt(response, blamed);
    } catch (TimeoutException e) {
      return new DeliveryAttempt.Retry("timeout", null);
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } finally {
      answer.cancel(true); // an interrupted or late exchange must not go on behind our back
    }
  }

  /** The class alone: a message may quote the address, which may be a secret. */
  private static DeliveryAttempt failed(@Nullable Throwable cause) {
    return new DeliveryAttempt.Retry(
        cause == null ? "no answer" : cause.getClass().getSimpleName(), null);
  }

  private static DeliveryAttempt attempt(HttpResponse<Void> response, boolean blamed) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return new DeliveryAttempt.Delivered();
    }
    return blamed
        ? new DeliveryAttempt.Refused("HTTP " + status)
        : new DeliveryAttempt.Retry("HTTP " + status, retryAfter(response));
  }

  /** Seconds only; a date is as good as nothing said. */
  private static @Nullable Duration retryAfter(HttpResponse<Void> answer) {
    return answer
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(null);
  }

  /** The first bytes of an answer, however long it is. */
  private static final class Head {

    private static final int MOST = 4096;

    private final StringBuilder text = new StringBuilder();

    synchronized void add(Optional<byte[]> chunk) {
      chunk
          .filter(bytes -> text.length() < MOST)
          .ifPresent(bytes -> text.append(new String(bytes, StandardCharsets.UTF_8)));
    }

    synchronized String text() {
      return text.toString();
    }
  }
}
