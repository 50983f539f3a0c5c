package dev.plumbline.config.section;

import java.util.List;

/**
 * A configuration file that cannot be used; its message has one line per problem, each with file
 * and line.
 */
public final class PolicyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final List<String> problems;

  public PolicyException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
    this.problems = List.copyOf(problems);
  }

  public List<String> problems() {
    return problems;
  }
}
