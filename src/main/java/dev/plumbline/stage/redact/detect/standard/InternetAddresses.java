package dev.plumbline.stage.redact.detect.standard;

import dev.plumbline.stage.redact.detect.standard.digits.AsciiClasses;

/** IP and MAC addresses. */
final class InternetAddresses {

  private static final int V6_GROUPS = 8;

  private InternetAddresses() {}

  static int ipV4(CharSequence text, int start, int end) {
    boolean alone = !joins(text, start - 1, start - 2, '.') && !joins(text, end, end + 1, '.');
    return alone && isV4(text.subSequence(start, end).toString()) ? end : MatchValidator.REFUSED;
  }

  /** A longer row of numbers is a version or something else. */
  private static boolean joins(CharSequence text, int joint, int beyond, char dot) {
    return joint >= 0
        && beyond >= 0
        && beyond < text.length()
        && text.charAt(joint) == dot
        && AsciiClasses.isDigit(text.charAt(beyond));
  }

  /** RFC 4291: eight groups, or fewer with one {@code ::}; the last two may be written as v4. */
  static int ipV6(CharSequence text, int start, int end) {
    String address = text.subSequence(start, end).toString();
    if (touches(text, start - 1) || touches(text, end) || !hasDigit(address)) {
      return MatchValidator.REFUSED;
    }
    int gap = address.indexOf("::");
    if (gap < 0) {
      return groups(address) == V6_GROUPS ? end : MatchValidator.REFUSED;
    }
    String tail = address.substring(gap + 2);
    int head = groups(address.substring(0, gap));
    int rest = groups(tail);
    boolean named = address.length() > 2 && !tail.contains("::");
    return named && head >= 0 && rest >= 0 && head + rest < V6_GROUPS
        ? end
        : MatchValidator.REFUSED;
  }

  /** Six pairs, and not a part of a longer row of them. */
  static int mac(CharSequence text, int start, int end) {
    char joint = text.charAt(start + 2);
    boolean longer =
        (start > 0 && text.charAt(start - 1) == joint)
            || (end + 1 < text.length()
                && text.charAt(end) == joint
                && Character.digit(text.charAt(end + 1), 16) >= 0);
    return longer ? MatchValidator.REFUSED : end;
  }

  private static boolean touches(CharSequence text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) == ':';
  }

  /** {@code cafe::add} is a name in a program. */
  private static boolean hasDigit(String address) {
    return address.chars().anyMatch(c -> AsciiClasses.isDigit((char) c));
  }

  /** How many 16-bit groups a part without {@code ::} holds; negative when it is none. */
  private static int groups(String part) {
    if (part.isEmpty()) {
      return 0;
    }
    int count = 0;
    String[] groups = part.split(":", -1);
    for (int i = 0; i < groups.length; i++) {
      if (i == groups.length - 1 && groups[i].indexOf('.') >= 0) {
        count += isV4(groups[i]) ? 2 : -2 * V6_GROUPS;
      } else {
        count += groups[i].isEmpty() ? -2 * V6_GROUPS : 1;
      }
    }
    return count;
  }

  private static boolean isV4(String address) {
    for (String octet : address.split("\\.", -1)) {
      if (octet.isEmpty() || Integer.parseInt(octet) > 255) {
        return false;
      }
    }
    return true;
  }
}
