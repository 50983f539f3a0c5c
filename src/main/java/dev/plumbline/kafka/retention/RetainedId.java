package dev.plumbline.kafka.retention;

/**
 * Something that is kept for a while.
 *
 * @param id its key in the owner's store
 * @param place which of the owner's stores or values it is in, 0 to 127; or {@link #ANYWHERE}
 */
public record RetainedId(String id, int place) {

  /** In no place in particular: written by a version that did not tell them apart. */
  public static final int ANYWHERE = -1;

  public RetainedId {
    if (place < ANYWHERE || place > Byte.MAX_VALUE) {
      throw new IllegalArgumentException("place is out of range: " + place);
    }
  }
}
