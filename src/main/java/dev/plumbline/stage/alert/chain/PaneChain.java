package dev.plumbline.stage.alert.chain;

import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The chain's arithmetic. Within a day there is a chain over the whole records, and of each group
 * there are two over its counts and two more over the sums of its scores; each link is the SHA-256
 * of the one before and a text. A head is the SHA-256 of all of them and of the head with which the
 * day before closed. So a head commits to every byte of every record, and a proof about two groups
 * can show their counts and, of everything else, hashes.
 */
public final class PaneChain {

  private static final String FORM = "pane chain 1";

  private final String model;

  public PaneChain(String model) {
    this.model = model;
  }

  public ChainStep after(ChainState state, PaneLink pane) {
    ModelChain before = state.model();
    boolean newDay = before.endsDay(pane.pane());
    List<String> apart = pane.apart().stream().map(GroupName::text).toList();
    ChainHead due = before.hasHeadBefore(pane.pane(), apart) ? head(state) : null;
    String previous = newDay && due != null ? due.head() : before.previous();
    long days = newDay ? before.days() + 1 : before.days();
    Map<GroupName, GroupChain> groups = new HashMap<>();
    for (GroupName name : pane.counts().keySet()) {
      GroupChain known = state.group(name);
      GroupChain from = known.day() == days ? known : GroupChain.begun(days, previous);
      groups.put(name, pane.after(from, name, previous));
    }
    String records = link(newDay ? previous : before.records(), pane.hash());
    return new ChainStep(
        new ModelChain(previous, days, before.panes() + 1, pane.pane(), records, apart),
        groups,
        due,
        !before.apart().equals(apart));
  }

  static String link(String before, String text) {
    return Sha256.hex(before + " " + text);
  }

  /**
   * The head over everything so far.
   *
   * @throws NullPointerException before there is a pane
   */
  public ChainHead head(ChainState state) {
    ModelChain chain = state.model();
    var newest = Objects.requireNonNull(chain.newest(), "a chain without panes has no head");
    StringBuilder text =
        new StringBuilder(FORM)
            .append('\n')
            .append(Sha256.hex(model))
            .append('\n')
            .append(chain.previous())
            .append('\n')
            .append(chain.panes())
            .append(' ')
            .append(newest.start().toEpochMilli())
            .append('\n')
            .append(chain.records());
    attributes(state).values().forEach(line -> text.append('\n').append(line));
    return new ChainHead(
        model,
        newest.end(),
        chain.panes(),
        Sha256.hex(text.toString()),
        chain.previous(),
        chain.apart());
  }

  /** A line for each attribute of this day, by the hash of its name. */
  public SortedMap<String, String> attributes(ChainState state) {
    Map<String, SortedMap<String, String>> groups = groups(state);
    SortedMap<String, String> byHash = new TreeMap<>();
    groups.forEach(
        (attribute, lines) -> {
          String name = Sha256.hex(attribute);
          byHash.put(name, name + " " + Sha256.hex(String.join("\n", lines.values())));
        });
    return byHash;
  }

  /** There are many searched groups, and a proof has a line of each that it does not show. */
  private static String line(GroupName name, String whole) {
    return SearchedRows.isOne(name.attribute())
        ? whole.substring(0, 16) + " " + Sha256.hex(whole)
        : whole;
  }

  /** A line for each group of this day, by attribute and the hash of the group's name. */
  public Map<String, SortedMap<String, String>> groups(ChainState state) {
    Map<String, SortedMap<String, String>> byAttribute = new HashMap<>();
    List<GroupName> names = state.groups();
    for (GroupName name : names) {
      GroupChain chain = state.group(name);
      if (chain.day() == state.model().days()) {
        String hash = Sha256.hex(name.group());
        byAttribute
            .computeIfAbsent(name.attribute(), any -> new TreeMap<>())
            .put(hash, line(name, hash + " " + chain.line()));
      }
    }
    return byAttribute;
  }
}
