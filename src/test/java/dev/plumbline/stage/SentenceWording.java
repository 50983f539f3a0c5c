package dev.plumbline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** How the product counts in words: requests, because one person may make many. */
public final class SentenceWording {

  private static final Pattern PEOPLE =
      Pattern.compile(
          "(?i)\\b(people|persons?|customers?|users?|applicants?|somebody|nobody|men|women)\\b");
  private static final Pattern COUNT = Pattern.compile(" interval | has \\d+ | of \\d+ in \\d+ ");

  private SentenceWording() {}

  public static void assertCountsRequests(String sentence) {
    assertThat(sentence).isNotBlank().doesNotContainPattern(PEOPLE);
    if (COUNT.matcher(sentence).find()) {
      assertThat(sentence).containsPattern("\\b(requests|records|decisions|texts)\\b");
    }
  }
}
