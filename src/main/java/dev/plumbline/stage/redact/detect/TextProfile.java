package dev.plumbline.stage.redact.detect;

/** What one pass over a text saw: how many digits, and which ASCII characters. */
final class TextProfile {

  private final int digits;
  private final boolean[] seen;

  private TextProfile(int digits, boolean[] seen) {
    this.digits = digits;
    this.seen = seen;
  }

  static TextProfile of(CharSequence text) {
    boolean[] seen = new boolean[128];
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 128) {
        seen[c] = true;
        if (c >= '0' && c <= '9') {
          digits++;
        }
      }
    }
    return new TextProfile(digits, seen);
  }

  boolean has(Trigger trigger) {
    if (digits < trigger.digits()) {
      return false;
    }
    for (int i = 0; i < trigger.characters().length(); i++) {
      if (!seen[trigger.characters().charAt(i)]) {
        return false;
      }
    }
    return true;
  }

  boolean has(char c) {
    return seen[c];
  }
}
