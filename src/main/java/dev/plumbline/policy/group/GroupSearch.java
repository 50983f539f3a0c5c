package dev.plumbline.policy.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups that nobody declared and that are looked at all the same: everyone who shares the declared
 * values of two or more attributes.
 *
 * @param depth how many attributes are combined at most; 0 when nothing is searched
 * @param attributes that are combined; each declares its values
 */
public record GroupSearch(int depth, List<String> attributes) {

  public static final GroupSearch NONE = new GroupSearch(0, List.of());

  /** What one attribute has is what the attribute's own rules look at. */
  public static final int LEAST_DEPTH = 2;

  public static final int MOST_DEPTH = 4;

  /** A detector costs time in every pane, and each makes the others slower. */
  public static final long MOST_GROUPS = 20_000;

  public GroupSearch {
    attributes = List.copyOf(attributes);
  }

  public boolean isOn() {
    return depth > 0;
  }

  /**
   * Whether a group's attribute is searched, or all attributes of an intersection are.
   *
   * @param attribute as groups have it
   */
  public boolean isAbout(String attribute) {
    return isOn() && attributes.containsAll(GroupNames.parts(attribute));
  }

  /** Every combination of attributes but the declared ones, the shortest first. */
  public List<List<String>> combinations(List<List<String>> declared) {
    List<List<String>> all = new ArrayList<>();
    for (int size = LEAST_DEPTH; size <= depth; size++) {
      combine(size, 0, List.of(), all);
    }
    all.removeIf(names -> declared.stream().anyMatch(each -> isSame(each, names)));
    return all;
  }

  /**
   * How many groups that makes.
   *
   * @param values of each attribute
   */
  public long size(Map<String, Set<String>> values, List<List<String>> declared) {
    long size = 0;
    for (List<String> names : combinations(declared)) {
      long kinds = 1;
      for (String name : names) {
        kinds *= values.getOrDefault(name, Set.of()).size();
      }
      size += kinds;
    }
    return size;
  }

  private void combine(int size, int from, List<String> begun, List<List<String>> all) {
    if (begun.size() == size) {
      all.add(begun);
      return;
    }
    for (int i = from; i < attributes.size(); i++) {
      List<String> longer = new ArrayList<>(begun);
      longer.add(attributes.get(i));
      combine(size, i + 1, List.copyOf(longer), all);
    }
  }

  private static boolean isSame(List<String> one, List<String> other) {
    return one.size() == other.size() && one.containsAll(other);
  }
}
