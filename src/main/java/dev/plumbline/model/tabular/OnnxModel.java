package dev.plumbline.model.tabular;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.plumbline.model.ModelChecksums;
import dev.plumbline.model.ModelException;
import dev.plumbline.policy.scoring.FeatureColumn;
import dev.plumbline.policy.scoring.TabularPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An ONNX file of a model of features, as skl2onnx and onnxmltools write it, on ONNX Runtime. Safe
 * for use by several threads. A row at a time, on the caller's thread: a row costs microseconds.
 */
public final class OnnxModel implements AutoCloseable {

  private final String file;
  private final String version;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final OnnxInputs inputs;
  private final OnnxAnswers answers;

  private OnnxModel(Path path, OrtSession session, OrtEnvironment environment, TabularPolicy policy)
      throws OrtException {
    this.file = path.toString();
    this.version = ModelChecksums.version(path);
    this.environment = environment;
    this.session = session;
    this.inputs = new OnnxInputs(file, session.getInputInfo(), policy.columns());
    this.answers = new OnnxAnswers(file, session.getOutputInfo().values(), policy.labels());
  }

  /**
   * @throws ModelException naming the file, and what it and the policy disagree in
   */
  public static OnnxModel load(Path path, TabularPolicy policy) {
    if (!Files.isRegularFile(path)) {
      throw new ModelException("model file " + path + " is missing");
    }
    OrtSession session = null;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      session = environment.createSession(path.toString(), options);
      OnnxModel model = new OnnxModel(path, session, environment, policy);
      model.score(sample(policy));
      session = null; // the model's to close
      return model;
    } catch (OrtException e) {
      throw new ModelException(
          path
              + " is not an ONNX file that ONNX Runtime 1.23 loads; export it with skl2onnx or onnxmltools,"
              + " with target_opset 22 or lower",
          e);
    } finally {
      close(session);
    }
  }

  /** A request that no column refuses; what a file gives only shows when it runs. */
  private static Map<String, Object> sample(TabularPolicy policy) {
    Map<String, Object> features = new HashMap<>();
    for (FeatureColumn column : policy.columns()) {
      List<String> categories = column.categories();
      features.put(column.feature(), categories.isEmpty() ? (Object) 0 : categories.get(0));
    }
    return features;
  }

  private static void close(@Nullable OrtSession session) {
    if (session != null) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new ModelException("the model could not be closed", e);
      }
    }
  }

  /** Whether the model gives a number and no class. */
  public boolean isNumber() {
    return answers.isNumber();
  }

  /** Short SHA-256 of the file. */
  public String version() {
    return version;
  }

  /**
   * @param features of a request, by name
   * @throws FeatureException when the request lacks a feature, or has one that cannot be shown
   * @throws ModelException when the model fails
   */
  public TabularAnswer score(Map<String, Object> features) {
    Map<String, OnnxTensor> tensors;
    try {
      tensors = inputs.fill(environment, features);
    } catch (OrtException e) {
      throw new ModelException(file + " cannot be given a row", e);
    }
    try (OrtSession.Result result = session.run(tensors)) {
      return answers.read(result);
    } catch (OrtException e) {
      throw new ModelException(file + " failed on a row", e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  @Override
  public void close() {
    close(session);
  }
}
