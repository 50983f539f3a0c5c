package dev.plumbline.stage.redact.text;

import dev.plumbline.stage.redact.detect.PatternDetector;
import dev.plumbline.stage.redact.detect.finder.Detection;
import java.util.List;

/** Finds personal data in a text: detections in the text's order, without overlaps. */
@FunctionalInterface
public interface TextFinder {

  List<Detection> find(String text);

  /** Whether anything may be found in the text, or where it is joined to others of which none. */
  default boolean mayFind(String text) {
    return true;
  }

  /** What a detector finds. */
  static TextFinder of(PatternDetector detector) {
    return new TextFinder() {
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
