package dev.plumbline.stage.redact.detect.automaton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All patterns at once: a deterministic automaton whose states are made when a text first needs
 * them. One step is one look into an array. Safe for many threads: a state is immutable but for its
 * table of next states, and two threads that make the same state make equal ones.
 */
public final class PatternAutomaton {

  /** Beyond it states are made for the moment and forgotten: slower, never wrong. */
  private static final int MOST_STATES = 20_000;

  private static final State DEAD = new State(new BitSet(), new int[0], 0);

  /** A set of places that a text may have led to. */
  public static final class State {
    private final BitSet places;
    private final int[] accepted;
    private final @Nullable State[] next;

    private State(BitSet places, int[] accepted, int classes) {
      this.places = places;
      this.accepted = accepted;
      this.next = new @Nullable State[classes];
    }

    /** The patterns that end here, by number, ascending. Not to be changed. */
    public int[] accepted() {
      return accepted;
    }
  }

  private final GlushkovPlaces places = new GlushkovPlaces();
  private final List<BitSet> starts = new ArrayList<>();
  private final Map<Integer, Integer> patternEndingAt = new HashMap<>();
  private final byte[] classOf = new byte[1 << 16];
  private final BitSet[] placesByClass;
  private final Map<BitSet, State> states = new ConcurrentHashMap<>();

  /** Patterns are known by their number in the list. */
  public PatternAutomaton(List<BoundedPattern> patterns) {
    for (int i = 0; i < patterns.size(); i++) {
      GlushkovPlaces.Part part = places.add(patterns.get(i).syntax());
      starts.add(part.first());
      int number = i;
      part.last().stream().forEach(place -> patternEndingAt.put(place, number));
    }
    this.placesByClass = classify();
  }

  /** Characters that no pattern tells apart share a class; class 0 is of no pattern at all. */
  private BitSet[] classify() {
    long[] signature = new long[classOf.length];
    Map<BitSet, Long> known = new HashMap<>();
    for (int place = 0; place < places.size(); place++) {
      BitSet set = places.set(place);
      if (known.putIfAbsent(set, 0L) == null) {
        long mark = 0x9E3779B97F4A7C15L * known.size();
        set.stream().forEach(c -> signature[c] = (signature[c] ^ mark) * 0xBF58476D1CE4E5B9L);
      }
    }
    Map<Long, Integer> classes = new HashMap<>(Map.of(0L, 0));
    List<Integer> example = new ArrayList<>(List.of(-1));
    for (int c = 0; c < signature.length; c++) {
      int number = classes.computeIfAbsent(signature[c], key -> classes.size());
      if (number == example.size()) {
        example.add(c);
      }
      classOf[c] = (byte) number;
    }
    if (classes.size() > 256) {
      throw new IllegalArgumentException("the patterns tell too many characters apart");
    }
    return example.stream().map(this::placesOf).toArray(BitSet[]::new);
  }

  private BitSet placesOf(int c) {
    BitSet found = new BitSet();
    for (int place = 0; c >= 0 && place < places.size(); place++) {
      found.set(place, places.set(place).get(c));
    }
    return found;
  }

  /** Where the patterns of these numbers begin. */
  public State start(BitSet patterns) {
    // A state is what has been read; before the first character nothing has, so the start is a
    // state of its own kind whose steps lead to the patterns' first places.
    BitSet first = new BitSet();
    patterns.stream().forEach(number -> first.or(starts.get(number)));
    State start = new State(new BitSet(), new int[0], placesByClass.length);
    for (int i = 1; i < placesByClass.length; i++) {
      start.next[i] = state(reached(first, i));
    }
    start.next[0] = DEAD;
    return start;
  }

  /** Null when no pattern goes on with the character. */
  public @Nullable State next(State state, char c) {
    int number = classOf[c] & 0xFF;
    State next = state.next[number];
    if (next == null) {
      next = step(state, number);
    }
    return next == DEAD ? null : next;
  }

  private State step(State state, int number) {
    State next = state(reached(places.behind(state.places), number));
    if (states.size() < MOST_STATES) {
      state.next[number] = next;
    }
    return next;
  }

  private BitSet reached(BitSet candidates, int number) {
    BitSet reached = (BitSet) candidates.clone();
    reached.and(placesByClass[number]);
    return reached;
  }

  private State state(BitSet reached) {
    if (reached.isEmpty()) {
      return DEAD;
    }
    State known = states.get(reached);
    if (known == null) {
      known = new State(reached, accepted(reached), placesByClass.length);
      if (states.size() < MOST_STATES) {
        State other = states.putIfAbsent(reached, known);
        known = other == null ? known : other;
      }
    }
    return known;
  }

  private int[] accepted(BitSet reached) {
    int[] numbers =
        reached.stream()
            .filter(patternEndingAt::containsKey)
            .map(patternEndingAt::get)
            .distinct()
            .sorted()
            .toArray();
    return Arrays.copyOf(numbers, numbers.length);
  }
}
