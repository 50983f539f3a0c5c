package dev.plumbline.stage.retrain.train;

import java.nio.file.Path;
import java.util.List;

/** A classifier whose body is taken as it is and whose head can be read, replaced and written. */
interface HeadModel extends AutoCloseable {

  List<String> labels();

  /** The head's input for each text, in order. */
  List<float[]> features(List<String> texts);

  SoftmaxHead head();

  /** Writes the module with this head. */
  void write(SoftmaxHead head, Path file);

  @Override
  void close();
}
