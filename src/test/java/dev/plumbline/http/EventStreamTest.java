package dev.plumbline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.event.ExampleMeasures;
import dev.plumbline.event.ExampleMessages;
import dev.plumbline.event.alert.Alert;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What browsers that follow the page are sent, and how many there may be. */
class EventStreamTest {

  private final Served served = new Served();

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void shouldSendASnapshotAndThenWhatChanged() throws Exception {
    // Given
    served.view.accept(ExampleMeasures.window("desk", 5, "female"));

    try (EventStreamClient watch = new EventStreamClient(served)) {
      JsonNode snapshot = watch.next("snapshot");
      assertThat(snapshot.path("ready").asBoolean()).isTrue();
      assertThat(snapshot.path("stages").path(0).path("stage").asText()).isEqualTo("redact");
      assertThat(snapshot.path("models").path("desk").findValuesAsText("end"))
          .containsExactly("2026-01-01T12:05:00Z");
      assertThat(snapshot.path("models").path("loans")).isEmpty();
      assertThat(snapshot.findValuesAsText("sentence")).hasSize(2);

      // When
      served.view.accept(ExampleMeasures.window("desk", 6, "female"));
      served.view.accept(ExampleMessages.alert("desk", "female", Alert.State.OPEN));

      // Then
      JsonNode update = watch.until("update", found -> !found.path("alerts").isEmpty());
      assertThat(update.path("models").path("desk").findValuesAsText("end"))
          .containsExactly("2026-01-01T12:06:00Z");
      JsonNode next = watch.next("update");
      assertThat(next.path("models").path("desk")).isEmpty();
      assertThat(next.path("alerts")).hasSize(1);
    }
  }

  @Test
  void shouldRefuseThoseWhoDoNotReadEvents() throws Exception {
    assertThat(served.get("/events").statusCode()).isEqualTo(406);
  }

  @Test
  void shouldRefuseOneBrowserTooManyAndTakeItWhenAnotherHasLeft() throws Exception {
    List<EventStreamClient> watches = new ArrayList<>();
    try {
      // Given
      for (int i = 0; i < EventStream.MOST; i++) {
        watches.add(new EventStreamClient(served));
      }
      assertThat(watches).allMatch(watch -> watch.status == 200);

      // When
      try (EventStreamClient tooMany = new EventStreamClient(served)) {
        // Then
        assertThat(tooMany.status).isEqualTo(503);
        assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
      }

      // When
      watches.remove(0).close();

      // Then
      await()
          .atMost(Served.SOON)
          .untilAsserted(
              () -> {
                EventStreamClient another = new EventStreamClient(served);
                watches.add(another);
                assertThat(another.status).isEqualTo(200);
              });
    } finally {
      watches.forEach(EventStreamClient::close);
    }
  }

  @Test
  void shouldServeOthersAndCloseWhenOneBrowserDoesNotRead() throws Exception {
    // Given
    String[] groups = IntStream.range(0, 300).mapToObj(i -> "g" + i).toArray(String[]::new);
    for (int minute = 1; minute <= 200; minute++) {
      served.view.accept(ExampleMeasures.window("desk", minute, groups));
    }
    try (Socket silent = new Socket()) {
      silent.setReceiveBufferSize(1024); // before it connects, or it is too late
      silent.connect(new InetSocketAddress(Served.HOST, served.server.port()));
      silent
          .getOutputStream()
          .write(
              "GET /events HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));

      // When
      try (EventStreamClient watch = new EventStreamClient(served)) {
        watch.next("snapshot");
        watch.next("update");
        watch.next("update");
        long begin = System.nanoTime();
        served.server.close();

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Served.SOON);
        await().atMost(Served.SOON).until(watch::ended);
      }
    }
  }
}
