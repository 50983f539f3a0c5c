package dev.plumbline.stage.redact;

import dev.plumbline.stage.redact.detect.Detection;
import dev.plumbline.stage.redact.detect.Detector;
import java.util.List;

/** Finds personal data in a text: detections in the text's order, without overlaps. */
@FunctionalInterface
public interface Finder {

  List<Detection> find(String text);

  /** Whether anything may be found in the text, or where it is joined to others of which none. */
  default boolean mayFind(String text) {
    return true;
  }

  /** What a detector finds. */
  static Finder of(Detector detector) {
    return new Finder() {
      @Override
      public List<Detection> find(String text) {
        return detector.detect(text);
      }

      @Override
      public boolean mayFind(String text) {
        return detector.mayDetect(text);
      }
    };
  }
}
