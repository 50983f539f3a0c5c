package dev.plumbline.kafka.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One real KRaft node in this JVM, for the demo, replays and tests. The classes it starts are
 * Kafka's internals: this is the only place that knows them. Starts on a fresh or an earlier data
 * directory, on free ports of the loopback address.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  /** Another process may take a port between finding and binding it. */
  private static final int ATTEMPTS = 5;

  /** Largest record: a text of a million characters, escaped. */
  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  private final DirectoryLock lock;
  private final KafkaRaftServer server;
  private final String bootstrapServers;

  private EmbeddedBroker(DirectoryLock lock, KafkaRaftServer server, String bootstrapServers) {
    this.lock = lock;
    this.server = server;
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * @throws IllegalStateException when the directory is in use or no node could be started in it
   */
  public static EmbeddedBroker start(Path dataDirectory) {
    return start(dataDirectory, 0);
  }

  /**
   * Starts where clients of an earlier run look for it.
   *
   * @param port for clients, 0 takes a free one
   * @throws IllegalStateException when the directory is in use or no node could be started in it
   */
  public static EmbeddedBroker start(Path dataDirectory, int port) {
    DirectoryLock lock = DirectoryLock.take(dataDirectory);
    try {
      return start(dataDirectory, port, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedBroker start(Path dataDirectory, int port, DirectoryLock lock) {
    RuntimeException last = new IllegalStateException("the embedded broker was never tried");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int clientPort = port == 0 ? freePort() : port;
      KafkaRaftServer server = server(dataDirectory, clientPort, freePort());
      try {
        server.startup();
        return new EmbeddedBroker(lock, server, HOST + ":" + clientPort);
      } catch (RuntimeException e) {
        last = e;
        server.shutdown();
        server.awaitShutdown();
      }
    }
    throw new IllegalStateException("the embedded broker did not start in " + dataDirectory, last);
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    lock.close();
  }

  private static KafkaRaftServer server(Path directory, int clientPort, int controllerPort) {
    format(directory);
    return new KafkaRaftServer(
        new KafkaConfig(properties(directory, clientPort, controllerPort), false), Time.SYSTEM);
  }

  private static void format(Path directory) {
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      Formatter formatter =
          new Formatter()
              .setNodeId(1)
              .setClusterId(Uuid.randomUuid().toString())
              .setControllerListenerName("CONTROLLER")
              .setMetadataLogDirectory(directory.toString())
              .addDirectory(directory.toString())
              .setIgnoreFormatted(true)
              .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
      formatter.setPrintStream(quiet).run();
    } catch (Exception e) { // run() declares nothing narrower
      throw new IllegalStateException("cannot format " + directory, e);
    }
  }

  private static Map<String, Object> properties(Path directory, int clientPort, int controller) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.voters", "1@" + HOST + ":" + controller);
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put(
        "listeners",
        "PLAINTEXT://" + HOST + ":" + clientPort + ",CONTROLLER://" + HOST + ":" + controller);
    properties.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + clientPort);
    properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    properties.put("log.dirs", directory.toString());
    properties.put("auto.create.topics.enable", "false");
    properties.put("message.max.bytes", String.valueOf(MAX_MESSAGE_BYTES));
    properties.put("replica.fetch.max.bytes", String.valueOf(MAX_MESSAGE_BYTES));
    for (String internal :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      properties.put(internal + ".replication.factor", "1");
      properties.put(internal + ".num.partitions", "1");
    }
    properties.put("transaction.state.log.min.isr", "1");
    properties.put("share.coordinator.state.topic.min.isr", "1");
    properties.put("group.initial.rebalance.delay.ms", "0");
    properties.put("log.cleaner.dedupe.buffer.size", "2097152");
    properties.put("log.initial.task.delay.ms", "0");
    return properties;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on " + HOST, e);
    }
  }
}
