package dev.plumbline.stage.alert.tally;

import dev.plumbline.policy.OutcomeRate;

/**
 * How sentences speak of a rate.
 *
 * @param verb what happens to the people, "gets favourable decisions"
 * @param where among which of them; may be empty
 * @param adverse the decisions that somebody is worse off by
 * @param whenHigh whether it is a high rate that somebody is worse off by
 */
public record RateWords(String verb, String where, String adverse, boolean whenHigh) {

  public static RateWords of(OutcomeRate rate) {
    return switch (rate) {
      case SELECTION ->
          new RateWords("gets favourable decisions", "", "unfavourable decisions", false);
      case TRUE_POSITIVE ->
          new RateWords(
              "gets favourable decisions",
              " where the true label is favourable",
              "wrongly unfavourable decisions",
              false);
      case FALSE_NEGATIVE ->
          new RateWords(
              "gets unfavourable decisions",
              " where the true label is favourable",
              "wrongly unfavourable decisions",
              true);
      case FALSE_POSITIVE ->
          new RateWords(
              "gets favourable decisions",
              " where the true label is not favourable",
              "wrongly favourable decisions",
              true);
      case PRECISION ->
          new RateWords(
              "gets favourable decisions that prove right",
              " among its favourable ones",
              "wrongly favourable decisions",
              false);
      case ACCURACY -> new RateWords("gets the right label", "", "wrong labels", false);
      case DECISION_ACCURACY -> new RateWords("gets right decisions", "", "wrong decisions", false);
    };
  }
}
