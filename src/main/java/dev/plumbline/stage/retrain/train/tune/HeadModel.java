package dev.plumbline.stage.retrain.train.tune;

import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;

/** A classifier whose body is taken as it is and whose head can be read, replaced and written. */
interface HeadModel extends AutoCloseable {

  /**
   * The head's input for each text, in order.
   *
   * @param progress hears the share that is done
   */
  List<float[]> features(List<String> texts, DoubleConsumer progress);

  SoftmaxHead head();

  /** Writes the module with this head. */
  void write(SoftmaxHead head, Path file);

  @Override
  void close();
}
