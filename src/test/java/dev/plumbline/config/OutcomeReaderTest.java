package dev.plumbline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.policy.OutcomePolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeReaderTest {

  @TempDir private Path folder;

  @Test
  void shouldReadTheLabelsWhenAPolicyDeclaresThem() throws IOException {
    // When
    OutcomePolicy silent = outcome("");
    OutcomePolicy declared = outcome(", labels: [granted, refused, 0]");
    // Then
    assertThat(silent.declaresLabels()).isFalse();
    assertThat(silent.admits("Refused")).isTrue();
    assertThat(declared.labels()).containsExactly("0", "granted", "refused");
    assertThat(declared.admits("Refused")).isFalse();
    assertThatThrownBy(() -> outcome(", labels: [no]"))
        .hasMessageContaining("outcome.labels must list all labels");
  }

  /**
   * @param further keys of the section
   */
  private OutcomePolicy outcome(String further) throws IOException {
    String yaml =
        "model: credit\nscoring: {source: provided}\noutcome: {favourable: [granted]%s}\n"
            .formatted(further);
    return PolicyReader.read(Files.writeString(folder.resolve("policy.yaml"), yaml)).outcome();
  }
}
