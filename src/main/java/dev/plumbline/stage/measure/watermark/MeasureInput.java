package dev.plumbline.stage.measure.watermark;

/** The two inputs whose progress is watched. */
public enum MeasureInput {
  REQUESTS,
  OUTCOMES;

  String key(String model) {
    return model + "|" + name();
  }
}
