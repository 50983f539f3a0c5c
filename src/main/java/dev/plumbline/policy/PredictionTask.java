package dev.plumbline.policy;

/** What a model's numbers mean. */
public enum PredictionTask {
  /** One label is right: softmax over the logits. */
  SINGLE,
  /** Any number of labels is right: a sigmoid over each logit. */
  MULTI,
  /** One number that is no probability. */
  REGRESSION
}
