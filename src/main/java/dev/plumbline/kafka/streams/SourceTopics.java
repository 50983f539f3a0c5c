package dev.plumbline.kafka.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that a stage reads and others make. Where one is deleted, the stage waits until it is
 * there again: no thread that replaced another could do anything else. Thread-safe.
 */
final class SourceTopics {

  private static final Logger LOG = LoggerFactory.getLogger(SourceTopics.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String INTERNAL = "-repartition";

  private final String stage;
  private final Set<String> names;
  private final Map<String, Object> client;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Set<String> missing = Set.of();

  SourceTopics(String stage, Topology topology, StreamsSettings settings) {
    this.stage = stage;
    this.names = names(topology);
    this.client = new HashMap<>(settings.overrides());
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
  }

  private static Set<String> names(Topology topology) {
    Set<String> names = new TreeSet<>();
    for (TopologyDescription.Subtopology part : topology.describe().subtopologies()) {
      for (TopologyDescription.Node node : part.nodes()) {
        if (node instanceof TopologyDescription.Source source && source.topicSet() != null) {
          names.addAll(source.topicSet());
        }
      }
    }
    names.removeIf(name -> name.endsWith(INTERNAL));
    return names;
  }

  /** Whether a thread died because a topic was not there. */
  static boolean missed(Throwable error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof MissingSourceTopicException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Waits until all topics are there, and for a moment in any case.
   *
   * @return false when the stage closes
   */
  boolean await() {
    try (Admin admin = Admin.create(client)) {
      boolean left = true;
      while (left) {
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return false;
        }
        left = !look(admin).isEmpty();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Set<String> look(Admin admin) throws InterruptedException {
    Set<String> absent = new TreeSet<>(names);
    try {
      absent.removeAll(admin.listTopics().names().get());
    } catch (ExecutionException e) {
      LOG.warn(
          "stage cannot ask for its topics, stage={}, cause={}",
          stage,
          e.getCause() == null ? e.getClass() : e.getCause().getClass());
      return names;
    }
    if (!absent.equals(missing)) {
      LOG.warn(
          absent.isEmpty()
              ? "stage goes on, its topics are there, stage={}, missing={}"
              : "stage waits until its topics are there, stage={}, missing={}",
          stage,
          absent);
    }
    missing = Set.copyOf(absent);
    return absent;
  }

  /** Those that the stage waits for. */
  Set<String> missing() {
    return missing;
  }

  void close() {
    closing.countDown();
  }
}
