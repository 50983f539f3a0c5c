package dev.plumbline.stage.redact.keys;

/** A pseudorandom function under a secret key: the same value always has the same hash. */
@FunctionalInterface
public interface KeyedHash {

  /**
   * Lower-case hexadecimal digits, at most 64.
   *
   * @param domain keeps equal values of different kinds apart
   */
  String hex(String domain, String value, int digits);
}
