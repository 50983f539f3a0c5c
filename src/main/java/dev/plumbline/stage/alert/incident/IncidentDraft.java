package dev.plumbline.stage.alert.incident;

import dev.plumbline.event.AlertRule;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.alert.Alert.Severity;
import dev.plumbline.event.incident.IncidentOrigin;
import dev.plumbline.event.incident.StartChange;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.stage.alert.chain.Sha256;
import dev.plumbline.stage.alert.evidence.GroupName;
import dev.plumbline.stage.alert.incident.TrackedIncident.Telling;
import dev.plumbline.stage.alert.tally.GroupTally;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One incident in one step: a {@link TrackedIncident} in the making. */
final class IncidentDraft {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyMMdd").withZone(ZoneOffset.UTC);

  /** Without letters that look like digits. */
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

  private static final int SUFFIX = 5;

  private final TrackedIncident before;
  private final Map<AlertRule, TrackedRule> rules = new LinkedHashMap<>();
  private final Map<String, GroupTally> tallies;
  private final List<StartChange> changes;
  private @Nullable Instant clearedAt;
  private Telling telling;
  private final boolean fresh;
  private boolean again;
  private boolean ended;

  private IncidentDraft(TrackedIncident before, boolean fresh) {
    this.before = before;
    this.fresh = fresh;
    before.rules().forEach(rule -> rules.put(rule.rule(), rule));
    this.tallies = new LinkedHashMap<>(before.tallies());
    this.changes = new ArrayList<>(before.changes());
    this.clearedAt = before.clearedAt();
    this.telling = before.telling();
  }

  static IncidentDraft of(TrackedIncident before) {
    return new IncidentDraft(before, false);
  }

  /**
   * The incident that a page opens.
   *
   * @param onset of its gap
   * @param decided the evidence in words
   */
  static IncidentDraft opened(Alert page, Instant onset, String decided, @Nullable String runbook) {
    String id = id(page);
    return new IncidentDraft(
        new TrackedIncident(
            id,
            page.rule(),
            page.at(),
            onset,
            null,
            0,
            List.of(),
            Map.of(),
            List.of(),
            decided,
            new IncidentOrigin(
                page.context().modelVersion(),
                page.context().policyVersion(),
                page.context().examples(),
                runbook == null ? null : RunbookLink.filled(runbook, page, id)),
            new Telling(page.at(), page.at(), false, false, false)),
        true);
  }

  /** The date, for people, and letters that tell the day's incidents apart. */
  private static String id(Alert page) {
    String hash = Sha256.hex(page.model() + "\n" + page.rule() + "\n" + page.at());
    StringBuilder id = new StringBuilder(DAY.format(page.at())).append('-');
    for (byte each : HexFormat.of().parseHex(hash, 0, 2 * SUFFIX)) {
      id.append(LETTERS.charAt((each & 0xff) % LETTERS.length()));
    }
    return id.toString();
  }

  String id() {
    return before.id();
  }

  AlertRule opener() {
    return before.opener();
  }

  Instant since() {
    return before.since();
  }

  Instant onset() {
    return before.onset();
  }

  String decided() {
    return before.decided();
  }

  IncidentOrigin origin() {
    return before.origin();
  }

  int reopened() {
    return before.reopened() + (again ? 1 : 0);
  }

  Telling telling() {
    return telling;
  }

  @Nullable Instant clearedAt() {
    return clearedAt;
  }

  /**
   * This time, or what the incident knows already, if that is later: windows of labels are days
   * behind.
   */
  Instant latest(Instant time) {
    return Stream.concat(
            Stream.of(time, since(), telling.writtenAt()),
            tallies.values().stream().map(GroupTally::until))
        .max(Comparator.naturalOrder())
        .orElse(time);
  }

  boolean isOpen() {
    return clearedAt == null;
  }

  /** Opened in this step. */
  boolean isNew() {
    return fresh;
  }

  /** Opened again in this step. */
  boolean isAgain() {
    return again;
  }

  /** Cleared in this step. */
  boolean hasEnded() {
    return ended;
  }

  List<TrackedRule> rules() {
    return List.copyOf(rules.values());
  }

  @Nullable TrackedRule rule(AlertRule rule) {
    return rules.get(rule);
  }

  List<StartChange> changes() {
    return changes;
  }

  /** Rules that have paged: those whose page is open, or all when none is any more. */
  List<AlertRule> paged() {
    List<AlertRule> open =
        rules.values().stream()
            .filter(each -> each.page() && each.open())
            .map(TrackedRule::rule)
            .toList();
    return open.isEmpty() ? pages().distinct().toList() : open;
  }

  /** The opener first: its rule may be a warning by now. */
  private Stream<AlertRule> pages() {
    return Stream.concat(
        Stream.of(opener()),
        rules.values().stream().filter(TrackedRule::page).map(TrackedRule::rule));
  }

  /** Groups of its pages, the opener's first: warnings make no incident wider. */
  List<GroupName> groups() {
    return pages().map(GroupName::of).distinct().toList();
  }

  @Nullable GroupTally tally(GroupName name) {
    return tallies.get(PaneHistory.key(name));
  }

  /** Whether a group that paged is behind. */
  Optional<Boolean> behind(GroupName name) {
    return pages()
        .filter(rule -> GroupName.of(rule).equals(name))
        .findFirst()
        .flatMap(rule -> CauseRelation.behind(rule, tally(name)));
  }

  /**
   * A page, with the counts of its group since its gap began.
   *
   * @param onset of the gap
   */
  void page(Alert alert, Instant onset, PaneHistory history) {
    TrackedRule known = rules.get(alert.rule());
    boolean first = known == null || known.severity() != Severity.PAGE;
    TrackedRule now = TrackedRule.of(alert, id());
    rules.put(alert.rule(), known == null ? now : now.joined(known.joined()));
    GroupName name = GroupName.of(alert.rule());
    GroupTally counted = tally(name);
    Instant until = counted == null ? onset : counted.until();
    GroupTally since = history.tally(name, onset.isAfter(until) ? onset : until);
    if (since != null) {
      tallies.put(PaneHistory.key(name), counted == null ? since : counted.plus(since));
    }
    if (first && !fresh && !again) {
      telling =
          new Telling(
              telling.writtenAt(), telling.loudAt(), true, telling.told(), telling.silenced());
    }
  }

  void join(TrackedRule rule) {
    rules.put(rule.rule(), rule);
  }

  /** A warning that became the page of another incident. */
  void leave(AlertRule rule) {
    rules.remove(rule);
  }

  void clear(AlertRule rule, Instant at) {
    rules.computeIfPresent(rule, (name, each) -> each.cleared(at));
  }

  /** A page followed soon after it had cleared. */
  void reopen() {
    clearedAt = null;
    again = true;
    telling = new Telling(telling.writtenAt(), telling.loudAt(), false, false, false);
  }

  /** Everything that holds it open has cleared. */
  void end(Instant at) {
    clearedAt = at;
    ended = true;
  }

  /** Takes out what goes on without it. */
  List<TrackedRule> release() {
    List<TrackedRule> going = rules.values().stream().filter(TrackedRule::open).toList();
    going.forEach(each -> rules.remove(each.rule()));
    return going;
  }

  boolean held() {
    return rules.values().stream().anyMatch(each -> each.open() && each.holds());
  }

  void count(PaneCounts pane, PaneHistory history) {
    for (Map.Entry<String, GroupTally> each : tallies.entrySet()) {
      GroupTally sum = each.getValue();
      GroupName name = new GroupName(sum.group().attribute(), sum.group().group());
      GroupTally one = pane.pane().end().isAfter(sum.until()) ? history.tally(name, pane) : null;
      if (one != null) {
        each.setValue(sum.plus(one));
      }
    }
  }

  /** A change is told once. */
  void changed(StartChange change) {
    if (changes.stream().noneMatch(each -> each.what().equals(change.what()))) {
      changes.add(change);
    }
  }

  void told(Telling now) {
    telling = now;
  }

  TrackedIncident tracked() {
    return new TrackedIncident(
        id(),
        opener(),
        since(),
        onset(),
        clearedAt,
        reopened(),
        rules(),
        tallies,
        changes,
        decided(),
        origin(),
        telling);
  }
}
