package dev.plumbline.stage.redact.detect.standard;

/** Character classes of folded text. */
final class AsciiClasses {

  private AsciiClasses() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
