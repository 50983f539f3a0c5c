package dev.plumbline.stage.redact;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Plants values in every field of good and bad records and looks for them in all that comes out.
 */
class CanaryTest {

  private static final List<String> CANARIES =
      List.of(
          "canary@example.com",
          "4111111111111111",
          "4111 1111 1111 1111",
          "+14155552671",
          "DE89370400440532013000",
          "203.0.113.77",
          "canary-host.com",
          "512-34-5678");
  private static final String HIDDEN = "zebra";

  private final Logger root = (Logger) LoggerFactory.getLogger("dev.plumbline");
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

  @BeforeEach
  void listen() {
    logged.start();
    root.setLevel(Level.ALL);
    root.addAppender(logged);
  }

  @AfterEach
  void silence() {
    root.detachAppender(logged);
    root.setLevel(null);
  }

  @Test
  void shouldLetNoPlantedValueOutInAnyField() {
    // Given
    String all = String.join(" / ", CANARIES) + " / https://canary.example/path?q=1";
    List<String> requests = new ArrayList<>();
    for (String field : List.of("text", "response", "subject", "zebra")) {
      requests.add("\"" + field + "\":\"" + all + "\"");
    }
    requests.add(
        "\"features\":{\"a\":\"" + all + "\",\"" + all + "\":\"x\",\"n\":4111111111111111}");
    requests.add("\"attributes\":{\"language\":\"" + all + "\",\"zebra\":\"" + HIDDEN + "\"}");
    requests.add("\"attributes\":{\"ageBand\":\"" + HIDDEN + "\"}");
    requests.add("\"prediction\":{\"label\":\"" + all + "\",\"score\":1}");
    requests.add("\"consent\":{\"purposes\":[\"" + HIDDEN + "\"],\"zebra\":1}");
    requests.add("\"timestamp\":\"" + all + "\"");
    requests.add("\"text\":{\"" + all + "\":\"" + HIDDEN + "\"}");
    requests.add("\"text\":\"" + all);

    // When
    String out = send(requests, all);

    // Then
    assertThat(out).contains("<URL>", "<PHONE_NUMBER>", "<EMAIL_ADDRESS:");
    assertThat(CANARIES).allSatisfy(canary -> assertThat(out).doesNotContain(canary));
    assertThat(out).doesNotContain(HIDDEN).doesNotContain("41111111");
  }

  private String send(List<String> requests, String all) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(HIDDEN, all.getBytes(StandardCharsets.UTF_8));
    StringBuilder out = new StringBuilder();
    try (RedactDriver driver = new RedactDriver()) {
      for (String request : requests) {
        byte[] value = RedactTopologyTest.request(request).getBytes(StandardCharsets.UTF_8);
        driver.send(value, headers);
      }
      driver.send("{\"requestId\":\"" + CANARIES.get(0) + "\",\"model\":\"open\"}");
      driver.send("{\"requestId\":\"r1\",\"model\":\"" + all + "\"}");
      driver.rawRedacted().forEach(record -> append(out, record));
      driver.rawDeadLetters().forEach(record -> append(out, record));
      driver.registry.getMeters().forEach(meter -> out.append(meter.getId()));
    }
    logged.list.forEach(event -> out.append(event.getFormattedMessage()));
    return out.toString();
  }

  private static void append(StringBuilder out, TestRecord<byte[], byte[]> record) {
    out.append(new String(record.key(), StandardCharsets.UTF_8));
    out.append(new String(record.value(), StandardCharsets.UTF_8));
    out.append(Arrays.toString(record.headers().toArray()));
  }
}
