package dev.plumbline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/acls.md} grants what the topologies read and write, and no more. */
class AclsDocumentTest {

  private static final Pattern ROW =
      Pattern.compile(
          "\\| `plumbline-(\\w+)` \\| \\w+ \\| (`[^|]*`) \\| (`[^|]*`) \\|", Pattern.MULTILINE);

  private static final Pattern SOURCE = Pattern.compile("Source: .*\\(topics: \\[(.*)]\\)");
  private static final Pattern SINK = Pattern.compile("Sink: .*\\(topic: (.*)\\)");

  private record Rights(Set<String> reads, Set<String> writes) {}

  @Test
  void shouldGrantWhatTheTopologiesReadAndWrite() throws IOException {
    // Given
    Map<String, Rights> topologies = new TreeMap<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/topologies"))) {
      for (Path file : files.toList()) {
        String described = Files.readString(file);
        topologies.put(
            file.getFileName().toString().replace(".txt", ""),
            new Rights(topics(SOURCE, described), topics(SINK, described)));
      }
    }
    // When
    Map<String, Rights> documented = new TreeMap<>();
    Matcher rows = ROW.matcher(Files.readString(Path.of("docs/acls.md")));
    while (rows.find()) {
      documented.put(rows.group(1), new Rights(names(rows.group(2)), names(rows.group(3))));
    }
    // Then
    assertThat(documented).isEqualTo(topologies).hasSize(6);
  }

  /** Internal topics have the application's prefix. */
  private static Set<String> topics(Pattern node, String described) {
    return node.matcher(described)
        .results()
        .flatMap(found -> Stream.of(found.group(1).split(", ", -1)))
        .filter(topic -> !topic.endsWith("-repartition"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(String cell) {
    return Stream.of(cell.replace("`", "").split(", ", -1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
