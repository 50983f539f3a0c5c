package dev.plumbline.stage.redact.request;

import dev.plumbline.policy.group.GroupNames;
import dev.plumbline.policy.group.GroupPolicy;
import dev.plumbline.stage.redact.request.FieldFlags.Reason;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns the values of attributes into names of groups. What the policy does not declare may be a
 * name, an address, a date of birth: it is one of the other values, and flags say why.
 */
final class GroupRedactor {

  private static final int LONGEST = 64;

  /** A date, perhaps with a time behind it. */
  private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?:[Tt ].*)?");

  private final GroupPolicy policy;

  /** Declared values without their case and space, by attribute. */
  private final Map<String, Set<String>> folded = new HashMap<>();

  GroupRedactor(GroupPolicy policy) {
    this.policy = policy;
    policy
        .attributes()
        .forEach(
            (attribute, declared) -> {
              Set<String> of = folded.computeIfAbsent(attribute, name -> new HashSet<>());
              declared.forEach(name -> of.add(GroupNames.folded(name)));
            });
  }

  /** Attribute to group, for those that the policy names and the record has. */
  Map<String, String> groups(RawRequest raw, MessageRedaction message) {
    Map<String, String> groups = new TreeMap<>();
    for (String attribute : policy.attributes().keySet()) {
      String given = raw.attribute(attribute);
      String value = given == null ? "" : GroupNames.normalised(given);
      if (!value.isEmpty()) {
        groups.put(attribute, group(attribute, value, raw.flags(), message));
      }
    }
    return groups;
  }

  private String group(String attribute, String value, FieldFlags flags, MessageRedaction message) {
    Set<String> declared = policy.attributes().getOrDefault(attribute, Set.of());
    String name = GroupNames.nameOf(value);
    if (declared.contains(name)) {
      return name;
    }
    String field = "attributes." + attribute;
    String shortened = shortened(value);
    if (shortened != null) {
      flags.add(field, Reason.SHORTENED_DATE);
      return declared.isEmpty() || declared.contains(shortened) ? shortened : GroupPolicy.OTHER;
    }
    Reason refused = refused(attribute, value, message);
    if (refused != null) {
      flags.add(field, refused);
    }
    return declared.isEmpty() && refused == null ? name : GroupPolicy.OTHER;
  }

  /** The year or decade of a date; null when the policy does not ask, or the value is none. */
  private @Nullable String shortened(String value) {
    String year = policy.dates() == GroupPolicy.Dates.REFUSE ? null : year(value);
    return year == null || policy.dates() == GroupPolicy.Dates.YEAR
        ? year
        : year.substring(0, 3) + "0s";
  }

  /** Null for anything but a date. */
  private static @Nullable String year(String value) {
    Matcher date = DATE.matcher(value);
    if (!date.matches()) {
      return null;
    }
    try {
      int year = Integer.parseInt(date.group(1));
      LocalDate.of(year, Integer.parseInt(date.group(2)), Integer.parseInt(date.group(3)));
      return date.group(1);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Why a value is no group; null when nothing speaks against it. */
  private @Nullable Reason refused(String attribute, String value, MessageRedaction message) {
    boolean personal = message.redact("attributes", value).changed();
    if (year(value) != null) {
      return Reason.DATE;
    }
    if (personal) {
      return Reason.PERSONAL_DATA;
    }
    if (value.length() > LONGEST) {
      return Reason.TOO_LONG;
    }
    boolean alike = folded.getOrDefault(attribute, Set.of()).contains(GroupNames.folded(value));
    return alike ? Reason.CASE_OR_SPACE : null;
  }
}
