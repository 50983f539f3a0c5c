package dev.plumbline.stage.redact.text;

import dev.plumbline.stage.redact.detect.finder.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** A text after its spans were replaced, which knows where in the original each place was. */
final class RenderedText {

  /** A replaced span and where its replacement ends. */
  private record Piece(Detection span, int start, int end) {}

  private final StringBuilder out = new StringBuilder();
  private final List<Piece> pieces = new ArrayList<>();

  RenderedText(String original, List<Detection> spans, Function<Detection, String> replacement) {
    int from = 0;
    for (Detection span : spans) {
      out.append(original, from, span.start());
      int start = out.length();
      out.append(replacement.apply(span));
      pieces.add(new Piece(span, start, out.length()));
      from = span.end();
    }
    out.append(original, from, original.length());
  }

  String text() {
    return out.toString();
  }

  /** What was found in this text as a span of the original; whole where it cuts a replacement. */
  Detection original(Detection found) {
    return new Detection(
        found.entity(), origin(found.start(), false), origin(found.end(), true), found.score());
  }

  private int origin(int position, boolean end) {
    int shift = 0;
    for (Piece piece : pieces) {
      if (end ? position <= piece.start : position < piece.start) {
        break;
      }
      if (end ? position <= piece.end : position < piece.end) {
        return end ? piece.span.end() : piece.span.start();
      }
      shift = piece.span.end() - piece.end;
    }
    return position + shift;
  }

  /** The spans with others added, which swallow those that they overlap. */
  static List<Detection> swallow(List<Detection> spans, List<Detection> others) {
    List<Detection> merged = new ArrayList<>(others);
    for (Detection span : spans) {
      if (others.stream().noneMatch(span::overlaps)) {
        merged.add(span);
      }
    }
    merged.sort(Comparator.comparingInt(Detection::start));
    return List.copyOf(merged);
  }
}
