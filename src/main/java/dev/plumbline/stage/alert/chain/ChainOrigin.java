package dev.plumbline.stage.alert.chain;

import dev.plumbline.event.pane.ChainHead;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the chain can be computed from. The topic of the panes may begin before the chain, which a
 * stage begins with the first pane that it reads, or in the middle of it, because panes are kept
 * for a while only.
 *
 * @param pane number of the first pane of the chain, from 0 in the topic
 * @param start what the chain stood at before that pane
 */
public record ChainOrigin(long pane, ModelChain start) {

  /** A chain that begins with the first pane. */
  public static final ChainOrigin BEGINNING = new ChainOrigin(0, ModelChain.START);

  /**
   * @param ends of every pane of the model, in the order of the topic
   * @param heads that were published, in order
   */
  public static ChainOrigin find(List<Instant> ends, List<ChainHead> heads) {
    Map<Instant, Long> numbers = new HashMap<>();
    for (int i = 0; i < ends.size(); i++) {
      numbers.put(ends.get(i), (long) i);
    }
    for (ChainHead head : heads) {
      Long newest = numbers.get(head.through());
      if (newest != null && newest + 1 >= head.panes()) {
        return new ChainOrigin(newest + 1 - head.panes(), ModelChain.START);
      }
    }
    for (int i = 0; i + 1 < heads.size(); i++) {
      ChainHead closed = heads.get(i);
      ChainHead next = heads.get(i + 1);
      Long newest = numbers.get(next.through());
      long first = newest == null ? -1 : newest + 1 - (next.panes() - closed.panes());
      if (next.previous().equals(closed.head()) && first >= 0) {
        return new ChainOrigin(first, ModelChain.after(closed));
      }
    }
    return BEGINNING;
  }
}
