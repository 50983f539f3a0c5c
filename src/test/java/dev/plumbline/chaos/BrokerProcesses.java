package dev.plumbline.chaos;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * Three brokers, each a controller too, in processes of their own that can be killed and stopped.
 */
final class BrokerProcesses implements AutoCloseable {

  private static final int BROKERS = 3;

  private final Path folder;
  private final List<Integer> ports = new ArrayList<>();
  private final List<Integer> controllers = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();

  BrokerProcesses(Path folder) throws Exception {
    this.folder = folder;
    String cluster = Uuid.randomUuid().toString();
    for (int i = 0; i < BROKERS; i++) {
      ports.add(freePort());
      controllers.add(freePort());
    }
    for (int i = 0; i < BROKERS; i++) {
      format(i, cluster);
      Files.writeString(folder.resolve("broker" + i + ".properties"), properties(i));
      processes.add(process(i));
    }
  }

  String bootstrapServers() {
    return ports.stream().map(port -> "127.0.0.1:" + port).collect(joining(","));
  }

  /** As {@code kill -9} does. */
  void kill(int broker) throws InterruptedException {
    processes.get(broker).destroyForcibly().waitFor();
  }

  void restart(int broker) throws IOException {
    processes.set(broker, process(broker));
  }

  /** It keeps its connections and answers nothing. */
  void freeze(int broker) throws Exception {
    signal("STOP", broker);
  }

  void thaw(int broker) throws Exception {
    signal("CONT", broker);
  }

  private void signal(String name, int broker) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(processes.get(broker).pid()))
        .start()
        .waitFor();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }

  private Process process(int broker) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            folder.resolve("broker" + broker + ".properties").toString())
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(folder.resolve("broker" + broker + ".log").toFile()))
        .start();
  }

  private void format(int broker, String cluster) throws Exception {
    String directory = folder.resolve("data" + broker).toString();
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      Formatter formatter =
          new Formatter()
              .setNodeId(broker)
              .setClusterId(cluster)
              .setControllerListenerName("CONTROLLER")
              .setMetadataLogDirectory(directory)
              .addDirectory(directory)
              .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION);
      formatter.setPrintStream(quiet).run();
    }
  }

  private String properties(int broker) {
    String voters =
        IntStream.range(0, BROKERS)
            .mapToObj(i -> i + "@127.0.0.1:" + controllers.get(i))
            .collect(joining(","));
    return """
    process.roles=broker,controller
    node.id=%d
    controller.quorum.voters=%s
    controller.listener.names=CONTROLLER
    listeners=PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
    advertised.listeners=PLAINTEXT://127.0.0.1:%d
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    log.dirs=%s
    auto.create.topics.enable=false
    default.replication.factor=3
    min.insync.replicas=2
    offsets.topic.replication.factor=3
    offsets.topic.num.partitions=3
    transaction.state.log.replication.factor=3
    transaction.state.log.num.partitions=3
    transaction.state.log.min.isr=2
    group.initial.rebalance.delay.ms=0
    log.cleaner.dedupe.buffer.size=2097152
    """
        .formatted(
            broker,
            voters,
            ports.get(broker),
            controllers.get(broker),
            ports.get(broker),
            folder.resolve("data" + broker));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
