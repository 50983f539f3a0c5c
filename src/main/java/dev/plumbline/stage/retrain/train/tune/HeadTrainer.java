package dev.plumbline.stage.retrain.train.tune;

import java.util.ArrayList;
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

  /** Points of the curve at most. */
  private static final int SHOWN = 50;

  private static final double RATE = 0.005;
  private static final double PULL = 1e-3;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final SoftmaxHead start;
  private final SoftmaxHead head;
  private final List<float[]> features;
  private final int[] labels;
  private final double[] weights;
  private final double[] gradient;
  private final double[] first;
  private final double[] second;
  private final List<TrainingCurve.Epoch> curve = new ArrayList<>();
  private final int planned;
  private int steps;

  /**
   * @param features n x width
   * @param labels n indices
   * @param weights n, mean 1
   */
  HeadTrainer(SoftmaxHead start, List<float[]> features, int[] labels, double[] weights) {
    this.start = start;
    this.features = features;
    this.labels = labels;
    this.weights = weights;
    this.planned = Math.max(EPOCHS, (STEPS + batches() - 1) / batches()) * batches();
    this.head = start.copy();
    int size = start.weight().length + start.labels();
    this.gradient = new double[size];
    this.first = new double[size];
    this.second = new double[size];
  }

  /** Once. */
  SoftmaxHead fit(long seed) {
    Random random = new Random(seed);
    List<Integer> order = IntStream.range(0, labels.length).boxed().collect(Collectors.toList());
    int epochs = planned / batches();
    int shown = (epochs + SHOWN - 1) / SHOWN;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      Collections.shuffle(order, random);
      double loss = 0;
      for (int from = 0; from < order.size(); from += BATCH) {
        loss += step(order.subList(from, Math.min(from + BATCH, order.size())));
      }
      if (epoch % shown == 0 || epoch == epochs) {
        curve.add(new TrainingCurve.Epoch(epoch, loss / labels.length, null, null, rate(steps)));
      }
    }
    return head;
  }

  private int batches() {
    return (labels.length + BATCH - 1) / BATCH;
  }

  /** Of {@link #SHOWN} epochs, evenly, and the last. */
  TrainingCurve curve() {
    return new TrainingCurve(curve, planned / batches());
  }

  private double rate(int step) {
    return RATE * (1 - (step - 1) / (double) planned);
  }

  /** The sum of its examples' losses before it. */
  private double step(List<Integer> batch) {
    pull();
    double loss = 0;
    for (int i : batch) {
      loss += weights[i] * add(features.get(i), labels[i], weights[i] / batch.size());
    }
    steps++;
    double rate = rate(steps);
    double correction = Math.sqrt(1 - Math.pow(BETA2, steps)) / (1 - Math.pow(BETA1, steps));
    for (int i = 0; i < gradient.length; i++) {
      first[i] = BETA1 * first[i] + (1 - BETA1) * gradient[i];
      second[i] = BETA2 * second[i] + (1 - BETA2) * gradient[i] * gradient[i];
      move(i, rate * correction * first[i] / (Math.sqrt(second[i]) + EPSILON));
    }
    return loss;
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

  /** Adds to the gradient, and gives -log p. */
  private double add(float[] feature, int truth, double weight) {
    double[] probabilities = head.probabilities(feature);
    for (int label = 0; label < probabilities.length; label++) {
      double error = weight * (probabilities[label] - (label == truth ? 1 : 0));
      int row = label * head.width();
      for (int i = 0; i < feature.length; i++) {
        gradient[row + i] += error * feature[i];
      }
      gradient[head.weight().length + label] += error;
    }
    return -Math.log(Math.max(probabilities[truth], Double.MIN_NORMAL));
  }

  private void move(int i, double by) {
    if (i < head.weight().length) {
      head.weight()[i] -= (float) by;
    } else {
      head.bias()[i - head.weight().length] -= (float) by;
    }
  }
}
