package dev.plumbline.cli.service;

/**
 * What became of the requests, counted in topics.
 *
 * @param received in the first topic
 * @param scored in the topic that is measured
 * @param deadLettered on the way between them
 */
public record RequestBalance(long received, long scored, long deadLettered, long withheld) {

  /**
   * Of a cluster in which the stages write no transactions, as in a replay: offsets count records
   * there.
   */
  public static RequestBalance byOffsets(String bootstrapServers) {
    return new ReconciliationReader(bootstrapServers).readBalance();
  }

  /** Requests that no topic has an answer to yet; negative when there are more answers. */
  public long onTheirWay() {
    return received - scored - deadLettered - withheld;
  }

  /** Words for what became of them. */
  String verdict() {
    long pending = onTheirWay();
    return pending == 0
        ? "every request is accounted for"
        : pending > 0
            ? pending + " are on their way"
            : "%d MORE THAN WERE RECEIVED".formatted(-pending);
  }

  /** No request is lost, none is there twice. */
  public boolean balanced() {
    return onTheirWay() == 0;
  }
}
