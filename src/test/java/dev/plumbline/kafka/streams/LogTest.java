package dev.plumbline.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The shipped log settings. */
class LogTest {

  private static final Throwable QUOTING = new IllegalStateException("jane@example.org");

  @Test
  void shouldNotShowAnExceptionsMessageWhenAStreamThreadDies() throws Exception {
    // When
    String log =
        logged(
            context ->
                context
                    .getLogger("org.apache.kafka.streams.KafkaStreams")
                    .error("Replacing thread", QUOTING));

    // Then
    assertThat(log).contains("Replacing thread").doesNotContain("jane@example.org", "\tat ");
  }

  @Test
  void shouldShowOurOwnNewsAndNotKafkasWhenAllIsWell() throws Exception {
    // When
    String log =
        logged(
            context -> {
              context.getLogger("dev.plumbline.kafka.streams.StageRunner").info("ours");
              context.getLogger("org.apache.kafka.clients.NetworkClient").warn("theirs");
              context.getLogger("kafka.server.KafkaRaftServer").info("theirs");
            });

    // Then
    assertThat(log).hasLineCount(1).contains("INFO  StageRunner - ours");
  }

  private static String logged(Consumer<LoggerContext> lines) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.err;
    LoggerContext context = new LoggerContext();
    // A context that SLF4J did not make has none, and drops every event.
    context.setMDCAdapter(new LogbackMDCAdapter());
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(LogTest.class.getResource("/logback.xml"));
      lines.accept(context);
    } finally {
      context.stop();
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
