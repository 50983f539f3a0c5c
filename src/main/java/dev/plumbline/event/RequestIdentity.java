package dev.plumbline.event;

/**
 * What tells one request from all others: its id under its model. Two models may be asked about the
 * same case under the same id.
 */
public record RequestIdentity(String model, String requestId) {

  public RequestIdentity {
    MessageChecks.notBlank(model, "model");
    MessageChecks.notBlank(requestId, "requestId");
  }

  /**
   * {@code MODEL/ID}, in stores and topics. No two identities have the same: a slash in the model
   * is written as {@code %2F}, and so the first slash ends the model.
   */
  public String key() {
    return model.replace("%", "%25").replace("/", "%2F") + "/" + requestId;
  }
}
