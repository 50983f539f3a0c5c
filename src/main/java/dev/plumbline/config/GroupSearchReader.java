package dev.plumbline.config;

import dev.plumbline.config.section.ConfigSection;
import dev.plumbline.policy.group.GroupSearch;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The {@code groups.search} section: groups that are looked at without being declared. */
final class GroupSearchReader {

  private static final int USUAL_DEPTH = 3;

  private GroupSearchReader() {}

  /**
   * @param attributes of the policy with their values; open ones have none
   */
  static GroupSearch read(
      ConfigSection groups, Map<String, Set<String>> attributes, List<List<String>> declared) {
    boolean asked = groups.has("search");
    try (ConfigSection search = groups.section("search")) {
      int depth =
          (int) search.whole("depth", USUAL_DEPTH, GroupSearch.LEAST_DEPTH, GroupSearch.MOST_DEPTH);
      List<String> names = search.words("attributes");
      if (!asked) {
        return GroupSearch.NONE;
      }
      if (names.isEmpty()) {
        names = attributes.keySet().stream().filter(name -> isClosed(attributes, name)).toList();
      }
      for (String name : names) {
        if (!attributes.containsKey(name)) {
          search
              .problems()
              .unknown(search.valueNode("attributes"), "attribute", name, attributes.keySet());
        } else if (!isClosed(attributes, name)) {
          search.problem(
              "attributes",
              "groups.search needs the values of '%s': list them in groups.attributes"
                  .formatted(name));
        }
      }
      names =
          names.stream().filter(name -> isClosed(attributes, name)).distinct().sorted().toList();
      if (names.size() < GroupSearch.LEAST_DEPTH) {
        groups.problem(
            "search", "groups.search needs two attributes or more whose values are listed");
        return GroupSearch.NONE;
      }
      GroupSearch read = new GroupSearch(Math.min(depth, names.size()), names);
      long number = read.size(attributes, declared);
      if (number > GroupSearch.MOST_GROUPS) {
        groups.problem(
            "search",
            "groups.search would look at %,d groups, more than %,d: lower its depth, or list fewer attributes"
                .formatted(number, GroupSearch.MOST_GROUPS));
        return GroupSearch.NONE;
      }
      return read;
    }
  }

  private static boolean isClosed(Map<String, Set<String>> attributes, String name) {
    return !attributes.getOrDefault(name, Set.of()).isEmpty();
  }
}
