package dev.plumbline.model.tabular;

import ai.onnxruntime.MapInfo;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.SequenceInfo;
import ai.onnxruntime.TensorInfo;
import dev.plumbline.model.ModelException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a model gives for one row. Classifiers give the chosen class (whole numbers or texts)
 * and probabilities, as a table or as mappings of class to probability (ZipMap, the default of
 * skl2onnx); others give one number.
 */
final class OnnxAnswers {

  private final String file;
  private final List<String> labels;
  private @Nullable String chosen;
  private @Nullable String table;
  private @Nullable String mappings;
  private boolean words;

  /**
   * @param labels names of the classes in the model's order; empty takes the model's own
   * @throws ModelException when there is nothing to read
   */
  OnnxAnswers(String file, Collection<NodeInfo> outputs, List<String> labels) {
    this.file = file;
    this.labels = labels;
    outputs.forEach(this::take);
    if (table == null && mappings == null && chosen == null) {
      throw new ModelException(file + " gives neither classes nor numbers");
    }
  }

  /** The first of each kind. */
  private void take(NodeInfo output) {
    if (output.getInfo() instanceof SequenceInfo sequence && sequence.sequenceOfMaps) {
      mappings = mappings == null ? output.getName() : mappings;
    } else if (output.getInfo() instanceof MapInfo) {
      mappings = mappings == null ? output.getName() : mappings;
    } else if (output.getInfo() instanceof TensorInfo tensor) {
      switch (tensor.type) {
        case STRING, INT64, INT32 -> {
          words = chosen == null ? tensor.type == OnnxJavaType.STRING : words;
          chosen = chosen == null ? output.getName() : chosen;
        }
        case FLOAT, DOUBLE -> table = table == null ? output.getName() : table;
        default -> {} // of no use
      }
    }
  }

  /**
   * Whether the model gives a number and no class; of two labels it is the second's probability.
   */
  boolean isNumber() {
    return chosen == null && mappings == null && labels.size() != 2;
  }

  /**
   * @throws ModelException when what is there cannot be named
   */
  TabularAnswer read(OrtSession.Result result) throws OrtException {
    if (isNumber()) {
      double[] row = row(value(result, String.valueOf(table)));
      if (row.length != 1) {
        throw new ModelException(
            "%s gives %d numbers and no class; export a classifier with its label, or a regression of one number"
                .formatted(file, row.length));
      }
      return new TabularAnswer(null, Map.of(), row[0]);
    }
    Map<String, Double> probabilities =
        mappings != null ? mapped(value(result, mappings)) : tabled(result);
    String label = chosen == null ? mostLikely(probabilities) : label(value(result, chosen));
    if (!probabilities.isEmpty() && !probabilities.containsKey(label)) {
      throw new ModelException(
          "%s chose the class %s, but its probabilities are of %s; list its classes as scoring.labels, in the order of classes_"
              .formatted(file, label, probabilities.keySet()));
    }
    return new TabularAnswer(label, probabilities, Double.NaN);
  }

  private Map<String, Double> mapped(OnnxValue value) throws OrtException {
    Object first = value.getValue();
    if (first instanceof List<?> rows) {
      first = rows.get(0) instanceof OnnxMap map ? map.getValue() : rows.get(0);
    }
    Map<String, Double> byClass = new LinkedHashMap<>();
    if (first instanceof Map<?, ?> map) {
      map = sorted(map);
      if (!labels.isEmpty() && labels.size() != map.size()) {
        throw mismatch(map.size());
      }
      int index = 0;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        boolean own = labels.isEmpty() || entry.getKey() instanceof String;
        String name = own ? String.valueOf(entry.getKey()) : labels.get(index);
        byClass.put(name, number(entry.getValue()));
        index++;
      }
    }
    return byClass;
  }

  /** As scikit-learn has its classes: in their own order. */
  private static Map<?, ?> sorted(Map<?, ?> map) {
    return new TreeMap<Object, Object>(map);
  }

  private Map<String, Double> tabled(OrtSession.Result result) throws OrtException {
    Map<String, Double> byClass = new LinkedHashMap<>();
    if (table == null) {
      return byClass;
    }
    double[] row = row(value(result, table));
    List<String> names = labels;
    if (row.length == 1 && labels.size() == 2) {
      row = new double[] {1 - row[0], row[0]}; // the second class's alone
    }
    if (names.isEmpty()) {
      if (words) {
        throw new ModelException(
            "%s gives probabilities of %d classes without their names: list them as scoring.labels, in the order of classes_"
                .formatted(file, row.length));
      }
      names = new ArrayList<>();
      for (int i = 0; i < row.length; i++) {
        names.add(Integer.toString(i));
      }
    }
    if (names.size() != row.length) {
      throw mismatch(row.length);
    }
    for (int i = 0; i < row.length; i++) {
      byClass.put(names.get(i), row[i]);
    }
    return byClass;
  }

  private ModelException mismatch(int classes) {
    return new ModelException(
        "%s has %d classes but scoring.labels lists %d".formatted(file, classes, labels.size()));
  }

  private String label(OnnxValue value) throws OrtException {
    Object all = value.getValue();
    String label;
    if (all instanceof long[] numbers) {
      label = Long.toString(numbers[0]);
    } else if (all instanceof String[] texts) {
      label = texts[0];
    } else if (all instanceof long[][] numbers) {
      label = Long.toString(numbers[0][0]);
    } else if (all instanceof String[][] texts) {
      label = texts[0][0];
    } else if (all instanceof int[] numbers) {
      label = Integer.toString(numbers[0]);
    } else {
      throw new ModelException(file + " gives its class in a form that is not known");
    }
    return words || labels.isEmpty() ? label : named(label);
  }

  /** Classes that are numbers count from 0 in the order of the names. */
  private String named(String number) {
    int index = number.matches("\\d{1,6}") ? Integer.parseInt(number) : -1;
    if (index < 0 || index >= labels.size()) {
      throw new ModelException(
          "%s gave the class %s, but scoring.labels names classes 0 to %d"
              .formatted(file, number, labels.size() - 1));
    }
    return labels.get(index);
  }

  private static String mostLikely(Map<String, Double> probabilities) {
    return probabilities.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElseThrow(() -> new ModelException("the model gave no probabilities"));
  }

  private static OnnxValue value(OrtSession.Result result, String name) {
    return result.get(name).orElseThrow(() -> new ModelException("the model gave no " + name));
  }

  private static double[] row(OnnxValue value) {
    OnnxTensor tensor = (OnnxTensor) value;
    if (tensor.getInfo().type == OnnxJavaType.DOUBLE) {
      double[] doubles = new double[tensor.getDoubleBuffer().remaining()];
      tensor.getDoubleBuffer().get(doubles);
      return doubles;
    }
    float[] floats = new float[tensor.getFloatBuffer().remaining()];
    tensor.getFloatBuffer().get(floats);
    double[] row = new double[floats.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = floats[i];
    }
    return row;
  }

  private static double number(Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }
}
