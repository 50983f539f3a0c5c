package dev.plumbline.policy.retraining;

/**
 * Where a model's versions lie between the trainer and the scorers.
 *
 * @param location a directory, or {@code s3://BUCKET/PREFIX}
 * @param keep how many versions stay, those in use apart
 */
public record StorePolicy(String location, int keep) {

  public static final int DEFAULT_KEEP = 5;
}
