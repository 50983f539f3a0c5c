package dev.plumbline.model;

import java.util.List;
import java.util.function.Function;

/**
 * Shows items to a model together. One that the model cannot take must not spoil its neighbours:
 * when the model fails on all of them, each is shown again alone, also when there was only one, so
 * that what becomes of an item does not depend on its company.
 */
public final class BatchFallback {

  private BatchFallback() {}

  /**
   * @param model gives one answer for each item, in order; may throw
   * @return one answer for each item, in order; none, and the model is not asked, for no items
   */
  public static <T, A> List<ModelAnswer<A>> ask(List<T> items, Function<List<T>, List<A>> model) {
    if (items.isEmpty()) {
      return List.of();
    }
    try {
      return together(items, model);
    } catch (RuntimeException | StackOverflowError e) {
      return items.stream().map(item -> alone(item, model)).toList();
    }
  }

  private static <T, A> List<ModelAnswer<A>> together(
      List<T> items, Function<List<T>, List<A>> model) {
    List<A> answers = model.apply(items);
    if (answers.size() != items.size()) {
      throw new IllegalStateException(answers.size() + " answers for " + items.size() + " items");
    }
    return answers.stream().<ModelAnswer<A>>map(ModelAnswer.Given::new).toList();
  }

  private static <T, A> ModelAnswer<A> alone(T item, Function<List<T>, List<A>> model) {
    try {
      return together(List.of(item), model).get(0);
    } catch (RuntimeException | StackOverflowError e) {
      return new ModelAnswer.Failed<>(e);
    }
  }
}
