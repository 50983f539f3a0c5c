package dev.plumbline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestIdentityTest {

  @Test
  void shouldHaveKeysOfTheirOwnWhenModelsAndIdsHoldTheSeparator() {
    // Given
    List<String> texts = List.of("a", "a/", "/", "/a", "a/a", "%2F", "%", "%25", "a%2Fa");
    List<RequestIdentity> all =
        texts.stream()
            .flatMap(model -> texts.stream().map(id -> new RequestIdentity(model, id)))
            .toList();
    // When
    Stream<String> keys = all.stream().map(RequestIdentity::key);
    // Then
    assertThat(keys).doesNotHaveDuplicates().hasSize(all.size());
  }

  @Test
  void shouldBeReadableWhenTheModelHasAnOrdinaryName() {
    assertThat(new RequestIdentity("card-support", "a/1").key()).isEqualTo("card-support/a/1");
  }

  @Test
  void shouldNameThePartWhenItIsBlank() {
    assertThatThrownBy(() -> new RequestIdentity("", "a")).hasMessageContaining("model");
    assertThatThrownBy(() -> new RequestIdentity("m", " ")).hasMessageContaining("requestId");
  }
}
