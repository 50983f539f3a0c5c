package dev.plumbline.event;

import java.util.List;

/** The purposes a person agreed to. */
public record Consent(List<String> purposes) {
  public Consent {
    purposes = MessageChecks.list(purposes);
  }

  public boolean covers(String purpose) {
    return purposes.contains(purpose);
  }
}
