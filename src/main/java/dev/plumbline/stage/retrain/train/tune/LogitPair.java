package dev.plumbline.stage.retrain.train.tune;

/**
 * What a text's logits were and have become, one per label.
 *
 * @param before of the model that learning began from
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LogitPair(float[] before, float[] after) {}
