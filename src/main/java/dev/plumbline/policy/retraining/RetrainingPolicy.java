package dev.plumbline.policy.retraining;

/**
 * @param demand when a job is opened
 * @param training what its trainer learns from and changes
 * @param promotion when its candidate may serve
 * @param release how it comes to serve
 * @param launcher how the trainer is started
 */
public record RetrainingPolicy(
    RetrainingDemand demand,
    TrainingPolicy training,
    PromotionRules promotion,
    ReleasePolicy release,
    LauncherPolicy launcher) {

  /** The model is never retrained. */
  public static final RetrainingPolicy NEVER =
      new RetrainingPolicy(
          RetrainingDemand.NEVER,
          TrainingPolicy.DEFAULT,
          PromotionRules.DEFAULT,
          ReleasePolicy.DEFAULT,
          LauncherPolicy.DEFAULT);

  public boolean isWanted() {
    return !demand.on().isEmpty();
  }
}
