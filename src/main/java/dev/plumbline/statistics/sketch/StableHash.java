package dev.plumbline.statistics.sketch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hashes of texts that are the same in every process, on every machine and in every replay, for
 * samples and orders that must not depend on who saw what when. Not for secrets.
 *
 * <p>There are four because what was sampled with one of them must stay sampled: a replay gives the
 * same bytes. Something new takes {@link #bits} or {@link #fraction}.
 */
public final class StableHash {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** 2^64 divided by the golden ratio, made odd. */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final double TO_FRACTION = 0x1.0p-53;

  private StableHash() {}

  /**
   * 64 bits, each of which depends on each character: FNV-1a over UTF-16 units (Fowler, Noll and
   * Vo; its high bits are poor for short texts), finished with MurmurHash3's fmix64 (Appleby).
   */
  public static long bits(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** The same of a part of an array. */
  public static long bits(char[] text, int from, int length) {
    long hash = FNV_OFFSET;
    for (int i = from; i < from + length; i++) {
      hash = (hash ^ text[i]) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** MurmurHash3's fmix64 (Appleby): each bit of the result depends on each of the number. */
  public static long mix(long number) {
    long hash = number;
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  /** In [0, 1), uniform over texts: the upper 53 of {@link #bits}. */
  public static double fraction(String text) {
    return (bits(text) >>> 11) * TO_FRACTION;
  }

  /**
   * The finaliser of SplitMix64 (Steele, Lea and Flood 2014) over {@link String#hashCode}, which
   * texts remember: cheap for the same text again. Texts that share that hash share this one.
   */
  public static long splitMix(String text) {
    long mixed = text.hashCode() * GOLDEN;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /**
   * Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4) over {@link String#hashCode}:
   * an order that follows no alphabet. Its bits are no sample: neighbours are told apart by the
   * upper ones alone.
   */
  public static long fibonacci(String text) {
    long mixed = text.hashCode() * GOLDEN;
    return mixed ^ (mixed >>> 29);
  }

  /** In [0, 1), uniform over texts, another for each seed: the first 48 bits of SHA-256. */
  public static double seededFraction(String text, long seed) {
    byte[] digest = sha256((seed + "\n" + text).getBytes(StandardCharsets.UTF_8));
    long bits = 0;
    for (int i = 0; i < 6; i++) {
      bits = bits << 8 | (digest[i] & 0xff);
    }
    return bits * 0x1.0p-48;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
