package dev.plumbline.cli.jobs;

/** What cannot be done about a job, in a line that says what can. */
public final class JobRefusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  JobRefusal(String message) {
    super(message);
  }

  JobRefusal(String message, Exception cause) {
    super(message, cause);
  }
}
