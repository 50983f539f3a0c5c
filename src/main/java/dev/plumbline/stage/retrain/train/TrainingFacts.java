package dev.plumbline.stage.retrain.train;

import dev.plumbline.event.AlertRule;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.retrain.train.tune.TrainingCurve;

/**
 * What a candidate was made of.
 *
 * @param rule whose gap it is about
 * @param from version of the model that training began from
 * @param split what was learned from and judged by
 */
record TrainingFacts(
    Policy policy,
    AlertRule rule,
    long seed,
    String from,
    HoldoutSplit split,
    TrainingCurve curve) {}
