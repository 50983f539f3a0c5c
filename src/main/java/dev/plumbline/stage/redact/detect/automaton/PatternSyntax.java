package dev.plumbline.stage.redact.detect.automaton;

import java.util.BitSet;
import java.util.List;

/** A parsed pattern. */
sealed interface PatternSyntax {

  /** The most characters that a match can have. */
  int longest();

  /** How many places of the automaton it takes. */
  int places();

  /** One character out of a set. */
  record Chars(BitSet set) implements PatternSyntax {
    @Override
    public int longest() {
      return 1;
    }

    @Override
    public int places() {
      return 1;
    }
  }

  /** One after the other; nothing at all when empty. */
  record Sequence(List<PatternSyntax> parts) implements PatternSyntax {
    @Override
    public int longest() {
      return parts.stream().mapToInt(PatternSyntax::longest).sum();
    }

    @Override
    public int places() {
      return parts.stream().mapToInt(PatternSyntax::places).sum();
    }
  }

  /** Any one of them. */
  record Choice(List<PatternSyntax> options) implements PatternSyntax {
    @Override
    public int longest() {
      return options.stream().mapToInt(PatternSyntax::longest).max().orElse(0);
    }

    @Override
    public int places() {
      return options.stream().mapToInt(PatternSyntax::places).sum();
    }
  }

  /** Between {@code least} and {@code most} times. */
  record Repeat(PatternSyntax part, int least, int most) implements PatternSyntax {
    @Override
    public int longest() {
      return part.longest() * most;
    }

    @Override
    public int places() {
      return part.places() * most;
    }
  }
}
