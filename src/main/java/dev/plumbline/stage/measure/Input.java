package dev.plumbline.stage.measure;

/** The two inputs whose progress is watched. */
enum Input {
  REQUESTS,
  OUTCOMES;

  String key(String model) {
    return model + "|" + name();
  }
}
