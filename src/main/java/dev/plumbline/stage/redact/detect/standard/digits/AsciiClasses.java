package dev.plumbline.stage.redact.detect.standard.digits;

/** Character classes of folded text. */
public final class AsciiClasses {

  private AsciiClasses() {}

  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  public static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
