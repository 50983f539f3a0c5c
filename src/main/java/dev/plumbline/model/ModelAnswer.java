package dev.plumbline.model;

import java.util.function.Function;

/** What a model says of one item, or why it says nothing. */
public sealed interface ModelAnswer<A> {

  /** The model's answer. */
  record Given<A>(A value) implements ModelAnswer<A> {}

  /** The model failed on the item alone. */
  record Failed<A>(Throwable cause) implements ModelAnswer<A> {}

  /** The one or the other. */
  default <R> R either(
      Function<? super A, ? extends R> given, Function<? super Throwable, ? extends R> failed) {
    if (this instanceof Failed<A> failure) {
      return failed.apply(failure.cause());
    }
    return given.apply(((Given<A>) this).value());
  }
}
