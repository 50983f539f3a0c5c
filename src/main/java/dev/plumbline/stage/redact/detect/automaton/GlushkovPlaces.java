package dev.plumbline.stage.redact.detect.automaton;

import dev.plumbline.stage.redact.detect.automaton.PatternSyntax.Chars;
import dev.plumbline.stage.redact.detect.automaton.PatternSyntax.Choice;
import dev.plumbline.stage.redact.detect.automaton.PatternSyntax.Repeat;
import dev.plumbline.stage.redact.detect.automaton.PatternSyntax.Sequence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Glushkov's automaton of patterns (The abstract theory of automata, 1961): one place per character
 * of a pattern, and which places may follow which. It has no empty moves.
 */
final class GlushkovPlaces {

  /** Where a part may begin and end, and whether it may be empty. */
  record Part(boolean nullable, BitSet first, BitSet last) {}

  private final List<BitSet> sets = new ArrayList<>();
  private final List<BitSet> follows = new ArrayList<>();

  int size() {
    return sets.size();
  }

  BitSet set(int place) {
    return sets.get(place);
  }

  /** Every character that one of the places takes. */
  BitSet chars(BitSet at) {
    BitSet chars = new BitSet();
    at.stream().forEach(place -> chars.or(sets.get(place)));
    return chars;
  }

  /** Every place that may follow one of them. */
  BitSet behind(BitSet at) {
    BitSet behind = new BitSet();
    at.stream().forEach(place -> behind.or(follows.get(place)));
    return behind;
  }

  Part add(PatternSyntax syntax) {
    if (syntax instanceof Chars chars) {
      return one(chars.set());
    }
    if (syntax instanceof Sequence sequence) {
      Part all = new Part(true, new BitSet(), new BitSet());
      for (PatternSyntax part : sequence.parts()) {
        all = then(all, add(part));
      }
      return all;
    }
    return syntax instanceof Choice choice ? choice(choice) : repeat((Repeat) syntax);
  }

  private Part one(BitSet set) {
    BitSet place = new BitSet();
    place.set(sets.size());
    sets.add(set);
    follows.add(new BitSet());
    return new Part(false, place, place);
  }

  private Part choice(Choice choice) {
    Part all = new Part(false, new BitSet(), new BitSet());
    for (PatternSyntax option : choice.options()) {
      Part part = add(option);
      all =
          new Part(
              all.nullable || part.nullable,
              union(all.first, part.first),
              union(all.last, part.last));
    }
    return all;
  }

  /** {@code x{2,4}} is {@code xx(x(x)?)?}. */
  private Part repeat(Repeat repeat) {
    Part tail = new Part(true, new BitSet(), new BitSet());
    for (int i = repeat.most(); i > repeat.least(); i--) {
      Part more = then(add(repeat.part()), tail);
      tail = new Part(true, more.first, more.last);
    }
    for (int i = 0; i < repeat.least(); i++) {
      tail = then(add(repeat.part()), tail);
    }
    return tail;
  }

  private Part then(Part a, Part b) {
    a.last.stream().forEach(place -> follows.get(place).or(b.first));
    return new Part(
        a.nullable && b.nullable,
        a.nullable ? union(a.first, b.first) : a.first,
        b.nullable ? union(a.last, b.last) : b.last);
  }

  private static BitSet union(BitSet a, BitSet b) {
    BitSet union = (BitSet) a.clone();
    union.or(b);
    return union;
  }
}
