package dev.plumbline.stage.alert.proof;

/** There is no proof of the page, and why. */
public final class ProofException extends Exception {

  private static final long serialVersionUID = 1;

  public ProofException(String message) {
    super(message);
  }
}
