package dev.plumbline.stage.retrain.train.tune;

/** Hears how far a training is. */
public interface TuningProgress {

  /** Something that stays to be read. */
  void say(String line);

  /**
   * @param step that is under way
   * @param share of it that is done, from 0 to 1
   */
  void at(String step, double share);
}
