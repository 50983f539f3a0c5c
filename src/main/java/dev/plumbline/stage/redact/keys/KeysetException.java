package dev.plumbline.stage.redact.keys;

/** A keyset is missing or unusable: a matter of configuration. The message quotes no key. */
public final class KeysetException extends IllegalArgumentException {

  public KeysetException(String message) {
    super(message);
  }
}
