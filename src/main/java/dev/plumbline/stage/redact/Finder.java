package dev.plumbline.stage.redact;

import dev.plumbline.stage.redact.detect.Detection;
import java.util.List;

/** Finds personal data in a text: detections in the text's order, without overlaps. */
@FunctionalInterface
public interface Finder {

  List<Detection> find(String text);
}
