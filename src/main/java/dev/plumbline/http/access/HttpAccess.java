package dev.plumbline.http.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the port is and who may use it.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param allowedHosts names that requests may ask for; empty for this machine's own where only it
 *     is listened to, and for any elsewhere
 * @param tokenFile bearer tokens; null asks nobody for one
 * @param tls null speaks plain HTTP
 * @param insecure whether others may reach a port that asks nobody who they are
 */
public record HttpAccess(
    String host,
    int port,
    List<String> allowedHosts,
    @Nullable Path tokenFile,
    @Nullable TlsFiles tls,
    boolean insecure) {

  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

  public HttpAccess {
    allowedHosts = List.copyOf(allowedHosts);
  }

  /** Plain HTTP for whoever reaches the address. */
  public static HttpAccess open(String host, int port) {
    return new HttpAccess(host, port, List.of(), null, null, false);
  }

  /** Why this must not be opened, with what to do; empty when it may. */
  public Optional<String> problem() {
    return insecure || loopback() || asksWho()
        ? Optional.empty()
        : Optional.of(
            "'http.host' "
                + host
                + " opens the port to other machines, and nothing asks them who they are: set"
                + " http.tokenFile or http.tls.clientCa, or http.insecure: true when something in"
                + " front of it does");
  }

  /** Whether who wants anything but the health checks must show a token or a certificate. */
  public boolean asksWho() {
    return tokenFile != null || (tls != null && tls.clientCa() != null);
  }

  /**
   * Names that requests may ask for; empty for any. A page of another site can have its own name
   * point at this machine, and would then read what is served here.
   */
  List<String> names() {
    return allowedHosts.isEmpty() && loopback() ? LOOPBACK : allowedHosts;
  }

  private boolean loopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return true; // there is nothing to open, and who tries says so
    }
  }
}
