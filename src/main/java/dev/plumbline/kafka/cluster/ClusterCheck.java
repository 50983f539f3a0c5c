package dev.plumbline.kafka.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Looks at a cluster before anything is started on it. What Kafka's clients find out by trying for
 * a minute, and then say in a stack trace, is found out in seconds and said in one line.
 */
public final class ClusterCheck implements AutoCloseable {

  /** Longest wait for an answer of a broker that takes connections. */
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final int SHOWN_TOPICS = 3;

  private final String servers;
  private final Admin admin;

  private ClusterCheck(String servers, Admin admin) {
    this.servers = servers;
    this.admin = admin;
  }

  /**
   * @param servers HOST:PORT,...
   * @param properties further ones of a client, for example of its security
   * @throws ClusterException when no broker answers there
   */
  public static ClusterCheck reach(String servers, Map<String, String> properties) {
    List<BrokerAddress> addresses = BrokerAddress.parse(servers);
    if (addresses.stream().noneMatch(BrokerAddress::isKnown)) {
      throw new ClusterException("there is no host of the name in " + servers);
    }
    if (addresses.stream().noneMatch(BrokerAddress::listens)) {
      throw new ClusterException(
          "nothing listens at " + servers + ": does a broker run there, and is the port right?");
    }
    ClusterCheck check = new ClusterCheck(servers, admin(servers, properties));
    try {
      check.brokers();
      return check;
    } catch (ClusterException e) {
      check.close();
      throw e;
    }
  }

  private static Admin admin(String servers, Map<String, String> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis() / 2);
    try {
      return Admin.create(all);
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new ClusterException("the client's properties are wrong: " + cause.getMessage());
    }
  }

  /** How many brokers the cluster has. */
  public int brokers() {
    return get(admin.describeCluster().nodes()).size();
  }

  /**
   * @param copies of each record that a topic shall have
   * @throws ClusterException when the cluster has fewer brokers
   */
  public void copies(int copies) {
    int brokers = brokers();
    if (copies > brokers) {
      throw new ClusterException(
          "the cluster at %s has %d broker%s, and the topics ask for %d copies of each record: --replication %d asks for as many as there can be"
              .formatted(servers, brokers, brokers == 1 ? "" : "s", copies, brokers));
    }
  }

  /**
   * @throws ClusterException when one of the topics does not exist
   */
  public void topics(Collection<String> needed) {
    Set<String> missing = new TreeSet<>(needed);
    missing.removeAll(get(admin.listTopics().names()));
    if (!missing.isEmpty()) {
      String shown = missing.stream().limit(SHOWN_TOPICS).collect(Collectors.joining(", "));
      int more = missing.size() - SHOWN_TOPICS;
      throw new ClusterException(
          "the cluster at %s has no topic %s%s (or this client may not see it): plumbline topics apply --bootstrap-servers %s%s"
              .formatted(
                  servers,
                  shown,
                  more > 0 ? " and " + more + " more" : "",
                  servers,
                  " makes what is missing"));
    }
  }

  private <T> T get(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while the cluster at " + servers + " was asked");
    } catch (ExecutionException e) {
      throw refused(e.getCause() == null ? e : e.getCause());
    }
  }

  private ClusterException refused(Throwable cause) {
    if (cause instanceof AuthenticationException) {
      return new ClusterException(
          "the broker at " + servers + " refuses these credentials: " + cause.getMessage());
    }
    if (cause instanceof AuthorizationException) {
      return new ClusterException(
          "the broker at " + servers + " grants too few rights: " + cause.getMessage());
    }
    if (cause instanceof TimeoutException) {
      return new ClusterException(
          "something listens at %s but does not answer as a broker within %d seconds: does it ask for TLS or SASL (security.protocol)?"
              .formatted(servers, ANSWER.toSeconds()));
    }
    return new ClusterException("the cluster at " + servers + " refuses: " + cause.getMessage());
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
