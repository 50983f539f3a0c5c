package dev.plumbline.stage.retrain.train;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Fits a head by weighted multinomial logistic regression: minimises the mean of w_i * -log p(y_i |
 * x_i) plus {@code PULL} / 2 times the squared distance from the head it starts from, by Adam
 * (Kingma and Ba 2015) with a rate that falls to zero, in seeded mini-batches. The pull keeps
 * labels that few or no examples show.
 */
final class HeadTrainer {

  private static final int EPOCHS = 30;

  /** Steps at least, so that few examples are learned as well as many. */
  private static final int STEPS = 1_500;

  private static final int BATCH = 64;
  private static final double RATE = 0.005;
  private static final double PULL = 1e-3;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final SoftmaxHead start;
  private final SoftmaxHead head;
  private final double[] gradient;
  private final double[] first;
  private final double[] second;
  private final int planned;
  private int steps;

  private HeadTrainer(SoftmaxHead start, int planned) {
    this.planned = planned;
    this.start = start;
    this.head = start.copy();
    int size = start.weight().length + start.labels();
    this.gradient = new double[size];
    this.first = new double[size];
    this.second = new double[size];
  }

  /**
   * @param features n x width
   * @param labels n indices
   * @param weights n, mean 1
   */
  static SoftmaxHead fit(
      SoftmaxHead start, List<float[]> features, int[] labels, double[] weights, long seed) {
    int batches = (labels.length + BATCH - 1) / BATCH;
    int epochs = Math.max(EPOCHS, (STEPS + batches - 1) / batches);
    HeadTrainer trainer = new HeadTrainer(start, epochs * batches);
    Random random = new Random(seed);
    List<Integer> order = IntStream.range(0, labels.length).boxed().collect(Collectors.toList());
    for (int epoch = 0; epoch < epochs; epoch++) {
      Collections.shuffle(order, random);
      for (int from = 0; from < order.size(); from += BATCH) {
        int to = Math.min(from + BATCH, order.size());
        trainer.step(order.subList(from, to), features, labels, weights);
      }
    }
    return trainer.head;
  }

  private void step(List<Integer> batch, List<float[]> features, int[] labels, double[] weights) {
    pull();
    for (int i : batch) {
      add(features.get(i), labels[i], weights[i] / batch.size());
    }
    steps++;
    double rate = RATE * (1 - (steps - 1) / (double) planned);
    double correction = Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
    for (int i = 0; i < gradient.length; i++) {
      first[i] = BETA1 * first[i] + (1 - BETA1) * gradient[i];
      second[i] = BETA2 * second[i] + (1 - BETA2) * gradient[i] * gradient[i];
      move(i, rate * correction * first[i] / (Math.sqrt(second[i]) + EPSILON));
    }
  }

  private void pull() {
    int weights = head.weight().length;
    for (int i = 0; i < weights; i++) {
      gradient[i] = PULL * (head.weight()[i] - start.weight()[i]);
    }
    for (int i = 0; i < head.labels(); i++) {
      gradient[weights + i] = PULL * (head.bias()[i] - start.bias()[i]);
    }
  }

  private void add(float[] feature, int truth, double weight) {
    double[] probabilities = head.probabilities(feature);
    for (int label = 0; label < probabilities.length; label++) {
      double error = weight * (probabilities[label] - (label == truth ? 1 : 0));
      int row = label * head.width();
      for (int i = 0; i < feature.length; i++) {
        gradient[row + i] += error * feature[i];
      }
      gradient[head.weight().length + label] += error;
    }
  }

  private void move(int i, double by) {
    if (i < head.weight().length) {
      head.weight()[i] -= (float) by;
    } else {
      head.bias()[i - head.weight().length] -= (float) by;
    }
  }
}
