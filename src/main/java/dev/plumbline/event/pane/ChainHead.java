package dev.plumbline.event.pane;

import dev.plumbline.event.MessageChecks;
import java.time.Instant;
import java.util.List;

/**
 * A head of the hash chain over one model's {@code pane-counts}, the value of {@code chain-heads}.
 * Who has noted it can tell later whether any of the panes up to it was changed ({@code
 * docs/proofs.md}).
 *
 * @param through end of the newest pane that it covers
 * @param panes how many panes it covers, since the chain began
 * @param head 64 hexadecimal digits
 * @param previous the head with which the day before closed; zeros on the first day
 * @param apart groups, such as {@code sex=female}, whose people a search set apart in the newest
 *     pane; it publishes heads before and after a pane in which others are
 */
public record ChainHead(
    String model, Instant through, long panes, String head, String previous, List<String> apart) {

  public ChainHead {
    MessageChecks.notBlank(model, "model");
    MessageChecks.notNull(through, "through");
    MessageChecks.notBlank(head, "head");
    MessageChecks.notBlank(previous, "previous");
    apart = MessageChecks.list(apart);
  }
}
