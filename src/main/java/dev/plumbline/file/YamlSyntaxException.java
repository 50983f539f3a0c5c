package dev.plumbline.file;

/** Text that is not the YAML read here. */
public final class YamlSyntaxException extends Exception {

  private static final long serialVersionUID = 1;
  private final int line;

  YamlSyntaxException(int line, String reason) {
    super(reason);
    this.line = line;
  }

  /** Where, counted from 0 as YAML's own marks are; 0 when the place is not known. */
  public int line() {
    return line;
  }

  /** What is wrong, to be put behind the file's name. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
