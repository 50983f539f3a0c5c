package dev.plumbline.stage.measure.window;

import dev.plumbline.event.measure.GroupCounts;
import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.measure.counts.CounterNames;
import dev.plumbline.stage.measure.counts.MeasureCounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was wrong with single fields of one window's records: what redact flagged, and groups whose
 * names differ in case or space only, of which all but the largest are counted.
 */
final class FlaggedFields {

  private static final String ALIKE = "attributes.%s:case_or_space";

  private final GroupPolicy groups;

  FlaggedFields(GroupPolicy groups) {
    this.groups = groups;
  }

  /** Records by {@code FIELD:REASON}. */
  Map<String, Long> count(MeasureCounts counts) {
    Map<String, Long> flagged = new TreeMap<>();
    counts
        .facts()
        .forEach(
            (name, records) -> {
              if (name.startsWith(CounterNames.FLAGGED)) {
                flagged.put(name.substring(CounterNames.FLAGGED.length()), records);
              }
            });
    for (String attribute : groups.attributes().keySet()) {
      // Declared values that differ so little are meant to.
      long alike = groups.declares(attribute) ? 0 : alike(counts.groupsOf(attribute));
      if (alike > 0) {
        flagged.merge(ALIKE.formatted(attribute), alike, Long::sum);
      }
    }
    return flagged;
  }

  private static long alike(List<GroupCounts> of) {
    Map<String, Long> largest = new TreeMap<>();
    long all = 0;
    for (GroupCounts group : of) {
      all += group.requests();
      largest.merge(GroupNames.folded(group.group()), group.requests(), Math::max);
    }
    return all - largest.values().stream().mapToLong(Long::longValue).sum();
  }
}
