package dev.plumbline.stage.redact.detect.automaton;

import dev.plumbline.stage.redact.detect.automaton.PatternSyntax.Choice;
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
 * @param run how many characters without a space stand behind it in every match, as far as {@link
 *     #LONGEST_RUN}
 */
public record PatternTrigger(BitSet chars, List<BitSet> before, @Nullable BitSet next, int run) {

  /** Longer than nearly all words, which is what the run tells from an address or a key. */
  public static final int LONGEST_RUN = 15;

  /** Looking back further costs more than it spares. */
  public static final int LONGEST_REACH = 120;

  /** What looking costs beside the characters that it goes back over. */
  private static final int LOOK = 8;

  private static final BitSet DIGITS = new BitSet();

  /** Addresses of version 6 begin with letters or digits, as words and times do. */
  private static final BitSet COLON = new BitSet();

  static {
    DIGITS.set('0', '9' + 1);
    COLON.set(':');
  }

  /**
   * One for each of the pattern's alternatives.
   *
   * @param needsDigit whether a match without any digit is refused anyhow
   */
  public static List<PatternTrigger> of(BoundedPattern pattern, boolean needsDigit) {
    List<PatternTrigger> triggers = new ArrayList<>();
    addAll(pattern.syntax(), needsDigit, triggers);
    return triggers;
  }

  private static void addAll(
      PatternSyntax syntax, boolean needsDigit, List<PatternTrigger> triggers) {
    if (syntax instanceof Choice choice) {
      choice.options().forEach(option -> addAll(option, needsDigit, triggers));
    } else {
      triggers.add(rarest(syntax, needsDigit));
    }
  }

  private static PatternTrigger rarest(PatternSyntax syntax, boolean needsDigit) {
    GlushkovPlaces places = new GlushkovPlaces();
    GlushkovPlaces.Part whole = places.add(syntax);
    BitSet at = whole.first();
    List<BitSet> before = new ArrayList<>();
    PatternTrigger best =
        rarer(fixed(places, whole, at, before), first(DIGITS, places, whole, needsDigit));
    best = rarer(best, first(COLON, places, whole, false));
    while (before.size() < LONGEST_REACH && !at.intersects(whole.last())) {
      before.add(places.chars(at));
      at = places.behind(at);
      best = rarer(best, fixed(places, whole, at, before));
    }
    return best;
  }

  private static PatternTrigger fixed(
      GlushkovPlaces places, GlushkovPlaces.Part whole, BitSet at, List<BitSet> before) {
    return of(places.chars(at), before, places, whole, at);
  }

  private static PatternTrigger of(
      BitSet chars,
      List<BitSet> before,
      GlushkovPlaces places,
      GlushkovPlaces.Part whole,
      BitSet at) {
    BitSet next = at.intersects(whole.last()) ? null : places.chars(places.behind(at));
    return new PatternTrigger(chars, List.copyOf(before), next, run(places, whole, at));
  }

  private static int run(GlushkovPlaces places, GlushkovPlaces.Part whole, BitSet from) {
    BitSet at = from;
    int run = 0;
    while (run < LONGEST_RUN && !at.intersects(whole.last())) {
      at = places.behind(at);
      if (places.chars(at).get(' ')) {
        return run;
      }
      run++;
    }
    return run;
  }

  /**
   * The first character of a set that a match comes to.
   *
   * @param ends whether matches may end before it, because they are refused then
   * @return null when a match may have none, or have it too far behind its beginning
   */
  private static @Nullable PatternTrigger first(
      BitSet set, GlushkovPlaces places, GlushkovPlaces.Part whole, boolean ends) {
    List<BitSet> before = new ArrayList<>();
    BitSet at = (BitSet) whole.first().clone();
    BitSet met = new BitSet();
    int reach = 0;
    while (!at.isEmpty()) {
      at.stream().filter(place -> places.set(place).intersects(set)).forEach(met::set);
      reach = places.chars(at).intersects(set) ? before.size() : reach;
      at.stream().filter(place -> isSubset(places.set(place), set)).forEach(at::clear);
      if ((at.intersects(whole.last()) && !ends) || before.size() > LONGEST_REACH) {
        return null;
      }
      before.add(places.chars(at));
      at = places.behind(at);
    }
    return of(set, before.subList(0, reach), places, whole, met);
  }

  private static boolean isSubset(BitSet set, BitSet of) {
    BitSet rest = (BitSet) set.clone();
    rest.andNot(of);
    return rest.isEmpty();
  }

  private static PatternTrigger rarer(PatternTrigger a, @Nullable PatternTrigger b) {
    return b == null || a.cost() <= b.cost() ? a : b;
  }

  /** Whether no space can stand before it within a match. */
  public boolean isSolid() {
    return before.stream().noneMatch(set -> set.get(' '));
  }

  private double cost() {
    return (LOOK + before.size()) * chars.stream().mapToDouble(PatternTrigger::perMille).sum();
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
