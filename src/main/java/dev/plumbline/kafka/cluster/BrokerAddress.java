package dev.plumbline.kafka.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a broker is said to be.
 *
 * @param port 1 to 65535
 */
record BrokerAddress(String host, int port) {

  private static final int LARGEST_PORT = 65_535;
  private static final int CONNECT_MS = 2_000;

  /**
   * Reads {@code HOST:PORT,...}.
   *
   * @throws ClusterException when one of them is no address
   */
  static List<BrokerAddress> parse(String servers) {
    List<BrokerAddress> addresses = new ArrayList<>();
    for (String each : servers.split(",", -1)) {
      addresses.add(one(each.strip()));
    }
    return addresses;
  }

  private static BrokerAddress one(String text) {
    if (text.isEmpty()) {
      throw new ClusterException(
          "the brokers' addresses have an empty one: write HOST:PORT, separated by commas");
    }
    if (text.contains("${")) {
      throw new ClusterException(
          "the broker's address " + text + " names a variable that nobody has replaced");
    }
    if (text.contains("/")) {
      throw new ClusterException(
          "the broker's address " + text + " is a URL: write HOST:PORT alone");
    }
    int colon = text.lastIndexOf(':');
    boolean bare = colon < 0 || text.endsWith("]");
    if (bare || colon == text.length() - 1) {
      throw new ClusterException(
          "the broker's address "
              + text
              + " has no port: write for example "
              + (bare ? text + ":" : text)
              + "9092");
    }
    return new BrokerAddress(host(text, colon), port(text, text.substring(colon + 1)));
  }

  private static String host(String text, int colon) {
    String host = text.substring(0, colon);
    if (host.isEmpty()) {
      throw new ClusterException("the broker's address " + text + " has no host");
    }
    boolean version6 = host.startsWith("[") && host.endsWith("]");
    return version6 ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(String text, String digits) {
    int port;
    try {
      port = Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      port = 0;
    }
    if (port < 1 || port > LARGEST_PORT) {
      throw new ClusterException(
          "the broker's address " + text + " has no valid port: it must be 1 to " + LARGEST_PORT);
    }
    return port;
  }

  boolean isKnown() {
    try {
      return InetAddress.getAllByName(host).length > 0;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether anything takes a connection there. */
  boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
