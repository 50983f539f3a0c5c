package dev.plumbline.stage.redact.text;

import dev.plumbline.policy.PrivacyPolicy;
import dev.plumbline.policy.PrivacyPolicy.ConsentRule;
import dev.plumbline.policy.PrivacyPolicy.Operator;
import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.keys.RedactionKeys;
import java.util.Map;

/**
 * What operators write in their own words, with the personal data of every kind replaced: it is
 * kept for long, and read by people who may not see a customer's data.
 */
public final class FreeTextRedactor {

  private final TextRedactor redactor =
      TextRedactor.of(
          new PrivacyPolicy(
              PrivacyPolicy.ENTITIES,
              Operator.REPLACE,
              Map.of(),
              new ConsentRule("", ConsentRule.Missing.ALLOW)),
          PatternDetector.DEFAULT_PHONE_REGIONS,
          RedactionKeys.withoutHash(null));

  public String redact(String text) {
    return redactor.redact(text).text();
  }
}
