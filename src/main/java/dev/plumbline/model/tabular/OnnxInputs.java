package dev.plumbline.model.tabular;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.plumbline.model.ModelException;
import dev.plumbline.policy.scoring.FeatureColumn;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a model takes, filled from a request: one table with all columns, or one input for each
 * column, told apart by the inputs that the file declares.
 */
final class OnnxInputs {

  /** One input and the columns in it, in order. */
  private record Input(
      String name, OnnxJavaType type, long columns, List<ColumnEncoder> encoders) {}

  private final String file;
  private final List<Input> inputs = new ArrayList<>();

  /**
   * @throws ModelException when the policy's columns are not what the file takes
   */
  OnnxInputs(String file, Map<String, NodeInfo> declared, List<FeatureColumn> columns) {
    this.file = file;
    Map<String, ColumnEncoder> encoders = new LinkedHashMap<>();
    columns.forEach(column -> encoders.put(column.feature(), new ColumnEncoder(column)));
    if (declared.size() == 1 && !isNamed(declared, encoders.keySet())) {
      NodeInfo only = declared.values().iterator().next();
      inputs.add(input(only, List.copyOf(encoders.values())));
    } else {
      checkNames(declared.keySet(), encoders.keySet());
      for (NodeInfo each : declared.values()) {
        ColumnEncoder encoder = encoders.get(each.getName());
        if (encoder != null) {
          inputs.add(input(each, List.of(encoder)));
        }
      }
    }
    inputs.forEach(this::checkWidth);
  }

  private static boolean isNamed(Map<String, NodeInfo> declared, Set<String> features) {
    return features.size() == 1 && declared.keySet().equals(features);
  }

  private void checkNames(Set<String> declared, Set<String> features) {
    Set<String> lacking = new TreeSet<>(declared);
    lacking.removeAll(features);
    if (!lacking.isEmpty()) {
      throw new ModelException(
          "%s has the input %s, which is no feature of scoring.columns"
              .formatted(file, lacking.iterator().next()));
    }
    Set<String> useless = new TreeSet<>(features);
    useless.removeAll(declared);
    if (!useless.isEmpty()) {
      throw new ModelException(
          "%s has no input for the feature %s of scoring.columns; its inputs are %s"
              .formatted(file, useless.iterator().next(), new TreeSet<>(declared)));
    }
  }

  private Input input(NodeInfo declared, List<ColumnEncoder> encoders) {
    if (!(declared.getInfo() instanceof TensorInfo tensor)) {
      throw new ModelException(
          "%s takes no tensor as the input %s; export it with one"
              .formatted(file, declared.getName()));
    }
    switch (tensor.type) {
      case FLOAT, DOUBLE, INT64, STRING -> {}
      default ->
          throw new ModelException(
              "%s takes %s as the input %s; float, double, int64 and string can be given"
                  .formatted(file, tensor.type, declared.getName()));
    }
    long[] shape = tensor.getShape();
    long columns = shape.length == 2 ? shape[1] : 1;
    return new Input(declared.getName(), tensor.type, columns, encoders);
  }

  private void checkWidth(Input input) {
    boolean words = input.type() == OnnxJavaType.STRING;
    int given =
        words
            ? input.encoders().size()
            : input.encoders().stream().mapToInt(ColumnEncoder::width).sum();
    if (input.columns() > 0 && input.columns() != given) {
      throw new ModelException(
          "%s takes %d columns as the input %s, but scoring.columns give %d (one-hot categories count one each)"
              .formatted(file, input.columns(), input.name(), given));
    }
  }

  /**
   * One row for each input.
   *
   * @throws FeatureException when the request must not be scored
   */
  Map<String, OnnxTensor> fill(OrtEnvironment environment, Map<String, Object> features)
      throws OrtException {
    List<Object> rows = new ArrayList<>(); // before any tensor, which must be closed
    for (Input input : inputs) {
      rows.add(row(input, features));
    }
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Input input = inputs.get(i);
      tensors.put(input.name(), tensor(environment, input, rows.get(i)));
    }
    return tensors;
  }

  private static Object row(Input input, Map<String, Object> features) {
    if (input.type() == OnnxJavaType.STRING) {
      return input.encoders().stream().map(each -> each.text(features)).toArray(String[]::new);
    }
    double[] row = new double[input.encoders().stream().mapToInt(ColumnEncoder::width).sum()];
    int at = 0;
    for (ColumnEncoder encoder : input.encoders()) {
      encoder.write(features, row, at);
      at += encoder.width();
    }
    return input.type() == OnnxJavaType.INT64 ? whole(input, row) : row;
  }

  private static OnnxTensor tensor(OrtEnvironment environment, Input input, Object row)
      throws OrtException {
    if (row instanceof String[] words) {
      return OnnxTensor.createTensor(environment, words, new long[] {1, words.length});
    }
    double[] numbers = (double[]) row;
    long[] shape = {1, numbers.length};
    return switch (input.type()) {
      case DOUBLE -> OnnxTensor.createTensor(environment, DoubleBuffer.wrap(numbers), shape);
      case INT64 ->
          OnnxTensor.createTensor(environment, LongBuffer.wrap(whole(input, numbers)), shape);
      default -> {
        FloatBuffer floats = FloatBuffer.allocate(numbers.length);
        for (double number : numbers) {
          floats.put((float) number);
        }
        yield OnnxTensor.createTensor(environment, floats.flip(), shape);
      }
    };
  }

  private static long[] whole(Input input, double[] numbers) {
    long[] whole = new long[numbers.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (long) numbers[i];
      if (whole[i] != numbers[i]) {
        throw new FeatureException(
            "feature_not_whole", "input " + input.name() + " of the model takes whole numbers");
      }
    }
    return whole;
  }
}
