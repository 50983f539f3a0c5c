package dev.plumbline.stage.alert;

import dev.plumbline.stage.alert.evidence.GroupName;

/** Keys of stores that hold a record for each group of each model. */
final class GroupStoreKeys {

  /** Between the parts of a key; no name of a model or an attribute has it. */
  private static final char SEPARATOR = '\0';

  private GroupStoreKeys() {}

  static String key(String model, GroupName name) {
    return model + SEPARATOR + name.attribute() + SEPARATOR + name.group();
  }

  /** Below every key of the model. */
  static String first(String model) {
    return model + SEPARATOR;
  }

  /** Above every key of the model. */
  static String end(String model) {
    return model + (char) (SEPARATOR + 1);
  }

  static GroupName name(String model, String key) {
    String rest = key.substring(first(model).length());
    int end = rest.indexOf(SEPARATOR);
    return new GroupName(rest.substring(0, end), rest.substring(end + 1));
  }
}
