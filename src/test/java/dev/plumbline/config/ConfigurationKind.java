package dev.plumbline.config;

import dev.plumbline.config.section.AskedKey;
import dev.plumbline.config.section.PolicyException;
import dev.plumbline.config.section.YamlFile;
import dev.plumbline.config.service.ServiceConfigReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The two files that people write: their reader, their schema, and samples that are fine. */
enum ConfigurationKind {
  POLICY("src/test/resources/config/policies", "src/main/resources/demo"),
  SERVICE("src/test/resources/config/services");

  private final List<Path> folders;

  ConfigurationKind(String... folders) {
    this.folders = Stream.of(folders).map(Path::of).toList();
  }

  ConfigurationSchema schema() {
    return this == POLICY ? ConfigurationSchema.POLICY : ConfigurationSchema.SERVICE;
  }

  Path page() {
    return Path.of("docs").resolve(name().toLowerCase(Locale.ROOT) + ".md");
  }

  /** Files that together have every key; the policies that ship are among them. */
  List<Path> samples() {
    List<Path> samples = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(samples::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return samples;
  }

  /**
   * @param file where the text would lie
   * @throws PolicyException when the reader refuses the text
   */
  Object read(Path file, String text) {
    return read(file, YamlFile.parse(file, text, asked -> {}));
  }

  /** Those that were written to have every key in every form. */
  List<Path> ownSamples() {
    return samples().stream().filter(sample -> sample.startsWith(folders.get(0))).toList();
  }

  /** What the readers ask for while they read the samples, by path. */
  Map<String, List<AskedKey>> askedKeys() {
    Map<String, List<AskedKey>> asked = new TreeMap<>();
    for (Path sample : samples()) {
      read(
          sample,
          YamlFile.read(
              sample,
              key -> asked.computeIfAbsent(key.path(), path -> new ArrayList<>()).add(key)));
    }
    return asked;
  }

  private Object read(Path file, YamlFile yaml) {
    return this == POLICY
        ? PolicyReader.read(file, yaml, true)
        : ServiceConfigReader.read(file, yaml);
  }
}
