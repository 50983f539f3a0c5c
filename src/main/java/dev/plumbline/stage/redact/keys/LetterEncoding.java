package dev.plumbline.stage.redact.keys;

/**
 * Bytes as letters: base 32 with the alphabet A-Z and a-f. Without digits, because base64 holds
 * rows of them that a recognizer could take for a number; without padding.
 */
final class LetterEncoding {

  private static final int BITS = 5;
  private static final int UPPER = 26;

  private LetterEncoding() {}

  static String encode(byte[] bytes) {
    StringBuilder out = new StringBuilder((bytes.length * Byte.SIZE + BITS - 1) / BITS);
    int buffer = 0;
    int held = 0;
    for (byte next : bytes) {
      buffer = buffer << Byte.SIZE | (next & 0xff);
      held += Byte.SIZE;
      while (held >= BITS) {
        held -= BITS;
        out.append(letter(buffer >> held & 31));
      }
      buffer &= (1 << held) - 1;
    }
    if (held > 0) {
      out.append(letter(buffer << (BITS - held) & 31));
    }
    return out.toString();
  }

  /**
   * @throws IllegalArgumentException when this is not what {@link #encode} writes
   */
  static byte[] decode(String letters) {
    byte[] bytes = new byte[letters.length() * BITS / Byte.SIZE];
    int buffer = 0;
    int held = 0;
    int at = 0;
    for (int i = 0; i < letters.length(); i++) {
      buffer = buffer << BITS | value(letters.charAt(i));
      held += BITS;
      if (held >= Byte.SIZE) {
        held -= Byte.SIZE;
        bytes[at++] = (byte) (buffer >> held);
      }
      buffer &= (1 << held) - 1;
    }
    if (held >= BITS || buffer != 0) {
      throw new IllegalArgumentException("not the letters of whole bytes");
    }
    return bytes;
  }

  private static char letter(int value) {
    return (char) (value < UPPER ? 'A' + value : 'a' + value - UPPER);
  }

  private static int value(char letter) {
    if (letter >= 'A' && letter <= 'Z') {
      return letter - 'A';
    }
    if (letter >= 'a' && letter <= 'f') {
      return letter - 'a' + UPPER;
    }
    throw new IllegalArgumentException("not one of the letters");
  }
}
