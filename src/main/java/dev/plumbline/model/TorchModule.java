package dev.plumbline.model;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Opens a folder's TorchScript file, and nothing else of the folder. DJL's own way ({@code
 * Criteria}) also reads {@code serving.properties} there and makes the classes that it names.
 */
public final class TorchModule {

  private TorchModule() {}

  /**
   * @param trainable parameters can be replaced, at the price of slower passes
   * @throws ModelException saying what the file seems to be instead
   */
  public static Model open(ModelFolder folder, Device device, boolean trainable) {
    Path module = folder.module();
    String name = String.valueOf(module.getFileName());
    Model model = Model.newInstance(name, device, DjlEngine.NAME);
    try {
      model.load(
          folder.path(),
          name,
          Map.of("mapLocation", "true", "trainParam", Boolean.toString(trainable)));
      return model;
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new ModelException(
          module + " is not a TorchScript module that loads; " + TorchFile.diagnose(module), e);
    }
  }
}
