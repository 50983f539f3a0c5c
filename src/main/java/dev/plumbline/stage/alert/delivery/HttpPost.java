package dev.plumbline.stage.alert.delivery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON. 2xx is taken; 408, 429, 5xx and errors on the way may be later; anything else never
 * will be.
 */
final class HttpPost {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final HttpClient client;
  private final Duration timeout;

  HttpPost(Duration timeout) {
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  Attempt send(URI to, byte[] json, Map<String, String> headers) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json));
    headers.forEach(request::header);
    try {
      HttpResponse<Void> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding());
      return attempt(answer.statusCode(), retryAfter(answer));
    } catch (IOException e) {
      return new Attempt.Retry(e.getClass().getSimpleName(), null);
    }
  }

  private static Attempt attempt(int status, @Nullable Duration after) {
    if (status / 100 == 2) {
      return new Attempt.Delivered();
    }
    boolean later = status == 408 || status == 429 || status / 100 == 5;
    return later
        ? new Attempt.Retry("HTTP " + status, after)
        : new Attempt.Refused("HTTP " + status);
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
}
