package dev.plumbline.stage.redact.detect;

/**
 * What a text must hold before a recognizer may run.
 *
 * @param digits least number of digits in the whole text
 * @param characters ASCII characters that must all occur
 */
record Trigger(int digits, String characters) {

  Trigger {
    if (digits <= 0 && characters.isEmpty()) {
      throw new IllegalArgumentException("a trigger needs digits or characters");
    }
  }
}
