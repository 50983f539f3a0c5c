package dev.plumbline.stage.alert.chain;

import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Computes a model's chain again and compares it with heads that were published, and with one that
 * somebody noted.
 */
public final class ChainCheck {

  private final PaneChain chain;
  private final ChainOrigin origin;
  private final ChainStateMap state;
  private final NavigableMap<Long, ChainHead> published = new TreeMap<>();
  private final @Nullable String noted;
  private long next;
  private long agreeing;
  private @Nullable ChainHead newest;
  private @Nullable ChainHead unchanged;
  private @Nullable ChainHead changed;
  private @Nullable ChainHead found;

  /**
   * @param heads that were published, in order
   * @param noted a head to look for; null for none
   */
  public ChainCheck(
      String model, ChainOrigin origin, List<ChainHead> heads, @Nullable String noted) {
    this.chain = new PaneChain(model);
    this.origin = origin;
    this.state = new ChainStateMap(origin.start());
    heads.forEach(head -> published.put(head.panes(), head));
    this.noted = noted;
  }

  public void add(byte[] value) {
    if (next++ < origin.pane()) {
      return;
    }
    List<GroupName> apart = apart(state.model().panes() + 1);
    state.apply(chain.after(state, PaneLink.read(value, apart)));
    ChainHead said = published.get(state.model().panes());
    if (said != null || noted != null) {
      ChainHead head = chain.head(state);
      if (head.head().equals(noted)) {
        found = head;
      }
      if (said != null) {
        compare(head, said);
      }
    }
  }

  /** Of a pane, as the next head says it, or the last one. */
  private List<GroupName> apart(long pane) {
    Map.Entry<Long, ChainHead> said = published.ceilingEntry(pane);
    said = said == null ? published.lastEntry() : said;
    return said == null
        ? List.of()
        : said.getValue().apart().stream().map(GroupName::parse).toList();
  }

  private void compare(ChainHead head, ChainHead said) {
    if (changed == null && head.equals(said)) {
      agreeing++;
      unchanged = head;
    } else if (changed == null) {
      changed = said;
    }
  }

  /** Closes the check: nothing more comes. */
  public void end() {
    newest = state.model().newest() == null ? null : chain.head(state);
  }

  /** Of all panes that there are; null without panes. */
  public @Nullable ChainHead newest() {
    return newest;
  }

  /** How many published heads the panes lead to, before one that they do not. */
  public long agreeing() {
    return agreeing;
  }

  /** The newest published head up to which nothing was changed; null without one. */
  public @Nullable ChainHead unchanged() {
    return unchanged;
  }

  /** The first published head that the panes do not lead to; null without one. */
  public @Nullable ChainHead changed() {
    return changed;
  }

  /** The noted head, where the panes lead to it. */
  public @Nullable ChainHead found() {
    return found;
  }
}
