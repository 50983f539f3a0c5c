package dev.plumbline.stage.redact.detect.characters;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * Whose context words stand near a place of the text, and how near. One walk over the neighbourhood
 * serves every rule that matched there. What was found before ends the neighbourhood: otherwise the
 * length of a placeholder would decide what is near.
 */
public final class NearbyContext {

  public static final int FAR = Integer.MAX_VALUE;

  private static final int REACH_BEFORE = 80;
  private static final int REACH_AFTER = 40;

  /** A word before says more than a word after: in lists the name comes first. */
  private static final int AFTER = 20;

  /** Between a thing's name and its number: {@code ": #"}. */
  private static final int LONGEST_JOINT = 4;

  private static final int LONGEST_WORD = 63;

  /** Between a label and what it names: {@code " number is: "}. */
  private static final int LONGEST_LABEL_JOINT = 16;

  /** Behind these a new thing is spoken of. */
  private static final String PARTING = ".,;!?\n";

  private static final Set<String> JOINTS =
      Set.of(
          ("is was are ist war lautet es est era sono è é number no nr num id code numéro número"
                  + " numero nummer of de del der the 是 为 號 号 号是 号码 号码是 号为 码是 の は")
              .split(" "));

  private final ContextWords words;
  private final int counters;
  private final FoldedText text;
  private final Near before = new Near();
  private final Near after = new Near();
  private int start = -1;
  private int end = -1;
  private int counterAt;

  /**
   * @param counters number of the set of words that name numbers which are nobody's data
   */
  public NearbyContext(ContextWords words, int counters, FoldedText text) {
    this.words = words;
    this.counters = counters;
    this.text = text;
  }

  /** How far the nearest of the set's words is from the span, to compare; or {@link #FAR}. */
  public int distance(int set, int from, int to) {
    if (set == ContextWords.NONE) {
      return FAR;
    }
    lookBefore(from);
    lookAfter(to);
    return Math.min(before.distance(set), after.distance(set));
  }

  /**
   * Whether the span is said to be an order's, an invoice's, a version's number; a word of its own
   * that goes right before that, "passport reference", says more.
   */
  public boolean isCounted(int from, int distance) {
    lookBefore(from);
    return counterAt >= 0 && distance / (LONGEST_WORD + 1) > from - counterAt + LONGEST_JOINT;
  }

  /**
   * Whether one of the set's words names what begins there: it goes right before, with nothing but
   * marks and words such as "number is" between, and no full stop or comma.
   */
  public boolean isLabelled(int set, int from) {
    if (set == ContextWords.NONE) {
      return false;
    }
    lookBefore(from);
    int distance = before.distance(set);
    int gap = distance / (LONGEST_WORD + 1);
    return distance < FAR && gap <= LONGEST_LABEL_JOINT && isJoint(from - gap, from);
  }

  private boolean isJoint(int low, int high) {
    char[] chars = text.units();
    int at = low;
    while (at < high) {
      int word = at;
      while (at < high && CharacterClasses.isWordOfAnyScript(chars[at])) {
        at++;
      }
      if (at > word) {
        String joint = new String(chars, word, at - word).toLowerCase(Locale.ROOT);
        if (!JOINTS.contains(joint)) {
          return false;
        }
      } else if (PARTING.indexOf(chars[at++]) >= 0) {
        return false;
      }
    }
    return true;
  }

  private void lookBefore(int from) {
    if (start == from) {
      return;
    }
    start = from;
    counterAt = -1;
    before.clear();
    char[] chars = text.units();
    int low = from;
    while (low > 0 && from - low < REACH_BEFORE && chars[low - 1] != FoldedText.COVER) {
      low--;
    }
    words.find(chars, low, from, this::foundBefore);
  }

  private void foundBefore(int set, int at, int wordEnd) {
    before.add(set, nearness(start - wordEnd, wordEnd - at));
    if (set == counters && start - wordEnd <= LONGEST_JOINT) {
      counterAt = counterAt < 0 ? at : Math.min(counterAt, at);
    }
  }

  /** Of words that are equally near the longer says more: {@code UK passport}, {@code passport}. */
  private static int nearness(int gap, int length) {
    return gap * (LONGEST_WORD + 1) + LONGEST_WORD - Math.min(LONGEST_WORD, length);
  }

  private void foundAfter(int set, int at, int wordEnd) {
    after.add(set, nearness(at - end + AFTER, wordEnd - at));
  }

  private void lookAfter(int to) {
    if (end == to) {
      return;
    }
    end = to;
    after.clear();
    char[] chars = text.units();
    int high = to;
    while (high < text.length() && high - to < REACH_AFTER && chars[high] != FoldedText.COVER) {
      high++;
    }
    while (high < text.length()
        && CharacterClasses.isWord(chars[high])
        && high - to < 2 * REACH_AFTER) {
      high++; // half a word is none
    }
    words.find(chars, to, high, this::foundAfter);
  }

  /**
   * The sets whose words were found, with how near each was: mostly none, seldom more than a few.
   */
  private static final class Near {
    private int[] sets = {};
    private int[] distances = {};
    private int count;

    void clear() {
      count = 0;
    }

    void add(int set, int distance) {
      if (count == sets.length) {
        sets = Arrays.copyOf(sets, 2 * count + 8);
        distances = Arrays.copyOf(distances, 2 * count + 8);
      }
      sets[count] = set;
      distances[count++] = distance;
    }

    int distance(int set) {
      int nearest = FAR;
      for (int i = 0; i < count; i++) {
        nearest = sets[i] == set ? Math.min(nearest, distances[i]) : nearest;
      }
      return nearest;
    }
  }
}
