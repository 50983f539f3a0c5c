package dev.plumbline.cli.demo;

import dev.plumbline.config.PolicyReader;
import dev.plumbline.policy.Policies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The demo's policies, out of the jar.
 *
 * @param files where they were written to, because a trainer reads files
 */
record DemoPolicies(Policies policies, List<Path> files) {

  private static final List<String> NAMES = List.of("card-support.yaml", "employment.yaml");

  static DemoPolicies write(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : NAMES) {
      try (InputStream in = DemoPolicies.class.getResourceAsStream("/demo/" + name)) {
        if (in == null) {
          throw new IllegalStateException("the jar holds no demo/" + name);
        }
        Files.write(folder.resolve(name), in.readAllBytes());
      }
    }
    List<Path> files = NAMES.stream().map(folder::resolve).toList();
    return new DemoPolicies(PolicyReader.readAll(files), files);
  }
}
