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

  /** No request is lost, none is there twice. */
  public boolean balanced() {
    return received == scored + deadLettered + withheld;
  }
}
