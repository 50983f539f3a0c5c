package dev.plumbline.cli.privacy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lines that are shown to the model together, in the order in which they were read. */
final class LineBatch {

  /** More at once gains nothing on a CPU. */
  static final int MOST = 32;

  /** Bounds what is held and how long the first line waits for the last, in bytes of UTF-8. */
  static final int LARGEST = 1 << 16;

  private final List<RequestLine> lines = new ArrayList<>();
  private long bytes;

  void add(String line, int number) {
    lines.add(RequestLine.parse(line, number));
    bytes += line.getBytes(StandardCharsets.UTF_8).length;
  }

  boolean isFull() {
    return lines.size() >= MOST || bytes >= LARGEST;
  }

  List<RequestLine.Good> good() {
    return lines.stream()
        .filter(RequestLine.Good.class::isInstance)
        .map(RequestLine.Good.class::cast)
        .toList();
  }

  List<RequestLine> lines() {
    return lines;
  }

  void clear() {
    lines.clear();
    bytes = 0;
  }
}
