package dev.plumbline.stage.redact.detect.standard;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;

/** Addresses of cryptocurrencies: Base58Check, and Bech32 with either of its constants. */
final class CryptoAddresses {

  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int BECH32M = 0x2bc830a3;
  private static final int PAYLOAD = 21;
  private static final int CHECKSUM = 4;

  private CryptoAddresses() {}

  static int base58(CharSequence text, int start, int end) {
    BigInteger value = BigInteger.ZERO;
    for (int i = start; i < end; i++) {
      value =
          value
              .multiply(BigInteger.valueOf(58))
              .add(BigInteger.valueOf(BASE58.indexOf(text.charAt(i))));
    }
    byte[] bytes = padded(value.toByteArray());
    byte[] hash = sha256(sha256(Arrays.copyOf(bytes, PAYLOAD)));
    boolean valid =
        bytes.length == PAYLOAD + CHECKSUM
            && Arrays.equals(
                Arrays.copyOf(hash, CHECKSUM), Arrays.copyOfRange(bytes, PAYLOAD, bytes.length));
    return valid ? end : MatchValidator.REFUSED;
  }

  /** The number's leading zeros, and not its sign. */
  private static byte[] padded(byte[] number) {
    byte[] bytes = new byte[Math.max(PAYLOAD + CHECKSUM, number.length)];
    System.arraycopy(number, 0, bytes, bytes.length - number.length, number.length);
    return bytes.length > PAYLOAD + CHECKSUM && bytes[0] == 0
        ? Arrays.copyOfRange(bytes, 1, bytes.length)
        : bytes;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** BIP 173 and BIP 350. */
  static int bech32(CharSequence text, int start, int end) {
    String address = text.subSequence(start, end).toString();
    String lower = address.toLowerCase(Locale.ROOT);
    if (!address.equals(lower) && !address.equals(address.toUpperCase(Locale.ROOT))) {
      return MatchValidator.REFUSED;
    }
    int one = lower.lastIndexOf('1');
    int check = 1;
    for (int i = 0; i < one; i++) {
      check = step(check, lower.charAt(i) >> 5);
    }
    check = step(check, 0);
    for (int i = 0; i < one; i++) {
      check = step(check, lower.charAt(i) & 31);
    }
    for (int i = one + 1; i < lower.length(); i++) {
      int value = BECH32.indexOf(lower.charAt(i));
      if (value < 0) {
        return MatchValidator.REFUSED;
      }
      check = step(check, value);
    }
    return check == 1 || check == BECH32M ? end : MatchValidator.REFUSED;
  }

  private static int step(int check, int value) {
    int top = check >>> 25;
    int next = (check & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= (top >> i & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}
