package dev.plumbline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchFallbackTest {

  private final List<List<String>> calls = new ArrayList<>();

  private List<Integer> lengths(List<String> texts) {
    calls.add(texts);
    if (texts.contains("boom")) {
      throw new IllegalArgumentException("cannot");
    }
    if (texts.contains("deep")) {
      throw new StackOverflowError();
    }
    if (texts.contains("memory")) {
      throw new OutOfMemoryError();
    }
    return texts.contains("short") ? List.of() : texts.stream().map(String::length).toList();
  }

  private List<String> ask(String... texts) {
    return BatchFallback.ask(List.of(texts), this::lengths).stream()
        .<String>map(
            answer -> answer.either(Object::toString, cause -> cause.getClass().getSimpleName()))
        .toList();
  }

  @Test
  void shouldAskOnceWhenTheModelTakesAll() {
    assertThat(ask("a", "bb", "ccc")).containsExactly("1", "2", "3");
    assertThat(calls).hasSize(1);
  }

  @Test
  void shouldAskEachAloneWhenOneSpoilsTheBatch() {
    assertThat(ask("a", "boom", "ccc", "deep", "short"))
        .containsExactly(
            "1", "IllegalArgumentException", "3", "StackOverflowError", "IllegalStateException");
    assertThat(calls).hasSize(6);
  }

  @Test
  void shouldAskOnceMoreWhenABatchOfOneFails() {
    assertThat(ask("boom")).containsExactly("IllegalArgumentException");
    assertThat(calls).containsExactly(List.of("boom"), List.of("boom"));
  }

  @Test
  void shouldNotAskWhenThereIsNothing() {
    assertThat(ask()).isEmpty();
    assertThat(calls).isEmpty();
  }

  @Test
  void shouldPassOnWhatIsNobodysFault() {
    assertThatThrownBy(() -> ask("a", "memory")).isInstanceOf(OutOfMemoryError.class);
  }
}
