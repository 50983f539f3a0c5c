package dev.plumbline.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNamesTest {

  @TempDir private Path folder;

  @Test
  void shouldStayInTheFolderAndApartWhateverTheNames() throws IOException {
    // Given
    List<String> names =
        List.of(
            "..",
            ".",
            "../up",
            "/etc/passwd",
            "a/b",
            "a%2Fb",
            "a\\b",
            "a\u0000b",
            "a b",
            "a+b",
            "*",
            "客服",
            "CON",
            "x".repeat(100_000),
            "x".repeat(100_001),
            "é".repeat(90),
            "é".repeat(91));
    Set<Path> files = new HashSet<>();
    for (String name : names) {
      // When
      Path file = folder.resolve(FileNames.of(name));
      Files.writeString(file, name);
      files.add(file.toRealPath());
    }
    // Then
    assertThat(files).hasSameSizeAs(names).allMatch(file -> folder.equals(file.getParent()));
    assertThat(FileNames.of("card-support-20260101T120000Z"))
        .isEqualTo("card-support-20260101T120000Z");
  }
}
