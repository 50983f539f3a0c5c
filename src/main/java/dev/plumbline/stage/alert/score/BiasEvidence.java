package dev.plumbline.stage.alert.score;

import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence about the bias score over blocks of panes. The score is a mean of largest gaps, which no
 * e-detector is known for; so the panes are cut into blocks of one window's length, of two, of
 * four, and so on, and each block is judged once, when it is complete. In so many windows there are
 * less than twice as many blocks. With a chance of {@code chance} that one block is judged wrong,
 * false alerts in T windows are expected at most {@code 2 T chance} times, whether blocks depend on
 * each other or not.
 *
 * @param panes seen since the beginning
 * @param blocks what the blocks hold that are not complete, the shortest first
 */
public record BiasEvidence(long panes, List<BiasSums> blocks) {

  /** Lengths: the longest block is 256 windows, some 21 hours with windows of five minutes. */
  static final int LENGTHS = 9;

  /** Tests of blocks in a window's time, at most. */
  public static final double BLOCKS_A_WINDOW = 2;

  public static final BiasEvidence START = new BiasEvidence(0, List.of());

  public BiasEvidence {
    blocks = blocks == null ? List.of() : List.copyOf(blocks);
  }

  /**
   * After a pane.
   *
   * @param evidence the next
   * @param complete bounds of the blocks that the pane completes and that tell something, the
   *     shortest first
   */
  public record Step(BiasEvidence evidence, List<Block> complete) {}

  /**
   * A block that is complete.
   *
   * @param panes its length
   */
  public record Block(long panes, BiasBounds bounds) {}

  /**
   * @param chance that one block's lower end, or its upper end, is wrong
   */
  public Step after(PaneCounts pane, Policy policy, double chance) {
    long window = policy.windows().panesOfWindow();
    BiasSums news = BiasSums.pane(pane, policy.groups().attributes().keySet());
    List<BiasSums> next = new ArrayList<>();
    List<Block> complete = new ArrayList<>();
    for (int i = 0; i < LENGTHS; i++) {
      BiasSums sums = i < blocks.size() ? blocks.get(i).plus(news) : news;
      long length = window << i;
      if ((panes + 1) % length == 0) {
        @Nullable BiasBounds bounds = BiasBounds.of(sums, policy, chance);
        if (bounds != null) {
          complete.add(new Block(length, bounds));
        }
        sums = BiasSums.NONE;
      }
      next.add(sums);
    }
    return new Step(new BiasEvidence(panes + 1, next), complete);
  }
}
