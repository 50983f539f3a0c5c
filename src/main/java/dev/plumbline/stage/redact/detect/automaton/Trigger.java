package dev.plumbline.stage.redact.detect.automaton;

import dev.plumbline.stage.redact.detect.automaton.Syntax.Choice;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every match of a pattern has near its beginning, so that text without it need not be looked
 * at. Of what would do, the rarest in running text: a digit, the {@code @} of a handle.
 *
 * @param chars each match has one of them
 * @param before what can stand before it, by distance from the match's beginning; as many as the
 *     trigger can be behind that
 * @param next what can stand behind it; null when that is not known
 */
public record Trigger(BitSet chars, List<BitSet> before, @Nullable BitSet next) {

  /** Looking back further costs more than it spares. */
  public static final int LONGEST_REACH = 120;

  /** What looking costs beside the characters that it goes back over. */
  private static final int LOOK = 8;

  private static final BitSet DIGITS = new BitSet();

  static {
    DIGITS.set('0', '9' + 1);
  }

  /**
   * One for each of the pattern's alternatives.
   *
   * @param needsDigit whether a match without any digit is refused anyhow
   */
  public static List<Trigger> of(Pattern pattern, boolean needsDigit) {
    List<Trigger> triggers = new ArrayList<>();
    addAll(pattern.syntax(), needsDigit, triggers);
    return triggers;
  }

  private static void addAll(Syntax syntax, boolean needsDigit, List<Trigger> triggers) {
    if (syntax instanceof Choice choice) {
      choice.options().forEach(option -> addAll(option, needsDigit, triggers));
    } else {
      triggers.add(rarest(syntax, needsDigit));
    }
  }

  private static Trigger rarest(Syntax syntax, boolean needsDigit) {
    Places places = new Places();
    Places.Part whole = places.add(syntax);
    BitSet at = whole.first();
    List<BitSet> before = new ArrayList<>();
    Trigger best = rarer(fixed(places, whole, at, before), firstDigit(places, whole, needsDigit));
    while (before.size() < LONGEST_REACH && !at.intersects(whole.last())) {
      before.add(places.chars(at));
      at = places.behind(at);
      best = rarer(best, fixed(places, whole, at, before));
    }
    return best;
  }

  private static Trigger fixed(Places places, Places.Part whole, BitSet at, List<BitSet> before) {
    boolean last = at.intersects(whole.last());
    return new Trigger(
        places.chars(at), List.copyOf(before), last ? null : places.chars(places.behind(at)));
  }

  /** Null when a match has none, or has it too far behind its beginning. */
  private static @Nullable Trigger firstDigit(
      Places places, Places.Part whole, boolean needsDigit) {
    List<BitSet> before = new ArrayList<>();
    BitSet at = (BitSet) whole.first().clone();
    int reach = 0;
    while (!at.isEmpty()) {
      reach = places.chars(at).intersects(DIGITS) ? before.size() : reach;
      at.stream().filter(place -> isSubset(places.set(place), DIGITS)).forEach(at::clear);
      if ((at.intersects(whole.last()) && !needsDigit) || before.size() > LONGEST_REACH) {
        return null;
      }
      before.add(places.chars(at));
      at = places.behind(at);
    }
    return new Trigger(DIGITS, List.copyOf(before.subList(0, reach)), null);
  }

  private static boolean isSubset(BitSet set, BitSet of) {
    BitSet rest = (BitSet) set.clone();
    rest.andNot(of);
    return rest.isEmpty();
  }

  private static Trigger rarer(Trigger a, @Nullable Trigger b) {
    return b == null || a.cost() <= b.cost() ? a : b;
  }

  /** Whether no space can stand before it within a match. */
  public boolean isSolid() {
    return before.stream().noneMatch(set -> set.get(' '));
  }

  private double cost() {
    return (LOOK + before.size()) * chars.stream().mapToDouble(Trigger::perMille).sum();
  }

  /** Roughly, in what people type. */
  private static double perMille(int c) {
    if (c == ' ') {
      return 170;
    }
    if (c >= 'a' && c <= 'z') {
      return 30;
    }
    if (c < 0x80) {
      return ".,-'".indexOf(c) >= 0 ? 5 : 1;
    }
    return 0.1;
  }
}
