package dev.plumbline.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.kafka.topic.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExplainRouteTest {

  private static final String JSON = "application/json";

  private final Served served = new Served();

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void shouldSayNothingUntilItIsTurnedOn() throws Exception {
    // When // Then
    assertThat(post("desk", JSON, "{\"text\": \"a\"}").statusCode()).isEqualTo(403);
  }

  @Test
  void shouldAnswerWithTheExplanationOfTheText() throws Exception {
    // Given
    served.server.explainWith(
        (model, text) -> model.equals("desk") ? Map.of("words", List.of(text)) : null);

    // When
    HttpResponse<String> answer = post("desk", JSON + "; charset=utf-8", "{\"text\": \"a b\"}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.MAPPER.readTree(answer.body()).path("words").path(0).asText()).isEqualTo("a b");
    assertThat(post("none", JSON, "{\"text\": \"a\"}").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldRefuseWhatIsNoTextAndTellNothingOfIt() throws Exception {
    // Given
    served.server.explainWith(
        (model, text) -> {
          throw new IllegalStateException("secret " + text);
        });

    // When // Then
    assertThat(post("desk", "text/plain", "{\"text\": \"a\"}").statusCode()).isEqualTo(415);
    assertThat(post("desk", JSON, "{\"text\": ").statusCode()).isEqualTo(400);
    assertThat(post("desk", JSON, "{\"words\": 1}").statusCode()).isEqualTo(400);
    assertThat(post("desk", JSON, "{\"text\": \" \"}").statusCode()).isEqualTo(400);
    assertThat(post("desk", JSON, "{\"text\": \"" + "a".repeat(70_000) + "\"}").statusCode())
        .isEqualTo(413);
    HttpResponse<String> failed = post("desk", JSON, "{\"text\": \"Jane\"}");
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(failed.body()).doesNotContain("secret", "Jane");
  }

  @Test
  void shouldAnswerTheNextRequestOfTheSameConnectionWhenOneWasRefusedUnread() throws Exception {
    // Given
    served.server.explainWith((model, text) -> Map.of("length", text.length()));
    String tooLong = "{\"text\": \"" + "a".repeat(700_000) + "\"}";

    for (int i = 0; i < 50; i++) {
      // When
      int refused = post("desk", "text/plain", tooLong).statusCode();
      int tooLarge = post("desk", JSON, tooLong).statusCode();
      HttpResponse<String> next = post("desk", JSON, "{\"text\": \"" + "a".repeat(60_000) + "\"}");

      // Then
      assertThat(refused).isEqualTo(415);
      assertThat(tooLarge).isEqualTo(413);
      assertThat(next.statusCode()).isEqualTo(200);
      assertThat(next.body()).isEqualTo("{\"length\":60000}");
    }
  }

  @Test
  void shouldExplainOneTextAtATime() throws Exception {
    // Given
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    served.server.explainWith(
        (model, text) -> {
          begun.countDown();
          await(end);
          return Map.of();
        });
    CompletableFuture<HttpResponse<String>> first =
        served.http.sendAsync(request("desk", JSON, "{\"text\": \"a\"}"), BodyHandlers.ofString());
    await(begun);

    // When
    int second = post("desk", JSON, "{\"text\": \"b\"}").statusCode();
    end.countDown();

    // Then
    assertThat(second).isEqualTo(429);
    assertThat(first.join().statusCode()).isEqualTo(200);
    assertThat(post("desk", JSON, "{\"text\": \"b\"}").statusCode()).isEqualTo(200);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<String> post(String model, String type, String body) throws Exception {
    return served.http.send(request(model, type, body), BodyHandlers.ofString());
  }

  private HttpRequest request(String model, String type, String body) {
    return HttpRequest.newBuilder(served.uri("/api/models/" + model + "/explain"))
        .timeout(Served.SOON)
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
