package dev.plumbline.config.section;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a reader takes as the value of a key.
 *
 * @param words for whoever gave something else; empty where another message says it
 * @param least smallest value; null without a bound
 * @param most largest value; null without a bound
 * @param allowed values of a choice; empty for all other shapes
 */
public record KeyType(
    Shape shape,
    String words,
    @Nullable Comparable<?> least,
    @Nullable Comparable<?> most,
    List<String> allowed) {

  /** The form of a value. */
  public enum Shape {
    /** Any node: the reader looks at it itself. */
    ANY,
    TEXT,
    NUMBER,
    WHOLE,
    DURATION,
    FLAG,
    CHOICE,
    MAPPING,
    /** A list of anything; a single item stands for a list of one, here and below. */
    LIST,
    TEXTS,
    CHOICES,
    MAPPINGS
  }

  static final KeyType ANY = unbounded(Shape.ANY, "");
  static final KeyType TEXT = unbounded(Shape.TEXT, "a text");
  static final KeyType FLAG = unbounded(Shape.FLAG, "true or false");
  static final KeyType MAPPING = unbounded(Shape.MAPPING, "");
  static final KeyType LIST = unbounded(Shape.LIST, "");
  static final KeyType TEXTS = unbounded(Shape.TEXTS, "");
  static final KeyType MAPPINGS = unbounded(Shape.MAPPINGS, "");

  public KeyType {
    allowed = List.copyOf(allowed);
  }

  /**
   * @param meaning of the number; may be empty
   */
  static KeyType number(double least, double most, String meaning) {
    String range = "a number from %s to %s".formatted(plain(least), plain(most));
    String words = meaning.isEmpty() ? range : range + ": " + meaning;
    return new KeyType(Shape.NUMBER, words, least, most, List.of());
  }

  static KeyType whole(long least, long most) {
    String words = "a whole number from %d to %d".formatted(least, most);
    return new KeyType(Shape.WHOLE, words, least, most, List.of());
  }

  static KeyType duration(Duration least) {
    String words = "an ISO-8601 duration of at least " + least + ", for example PT5M or P14D";
    return new KeyType(Shape.DURATION, words, least, null, List.of());
  }

  static KeyType choice(Class<? extends Enum<?>> type) {
    return new KeyType(Shape.CHOICE, "", null, null, labels(type));
  }

  static KeyType choices(Class<? extends Enum<?>> type) {
    return new KeyType(Shape.CHOICES, "", null, null, labels(type));
  }

  /** How a constant is written in files. */
  public static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> labels(Class<? extends Enum<?>> type) {
    return Stream.of(type.getEnumConstants()).map(KeyType::label).toList();
  }

  private static KeyType unbounded(Shape shape, String words) {
    return new KeyType(shape, words, null, null, List.of());
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
