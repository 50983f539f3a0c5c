package dev.plumbline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every relative link of a Markdown page leads somewhere, and what it names is there. */
class DocumentsTest {

  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern ABSOLUTE = Pattern.compile("[a-z]+:.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
  private static final Pattern INLINE = Pattern.compile("`[^`\n]+`");

  /** {@code docs/metrics.md} in backticks is a promise too. */
  private static final Pattern NAMED = Pattern.compile("`(docs/[\\w-]+\\.md)`");

  private static final Pattern CLASS =
      Pattern.compile("\\b([A-Z]\\w*[a-z]\\w*(?:Test|IT|Properties|Simulation|Benchmark|Cost))\\b");

  /** Of a recipe: {@code XTest}. */
  private static final Pattern PLACEHOLDER = Pattern.compile("X[A-Z].*|DjlX.*|NoneTest");

  @Test
  void shouldLeadSomewhereWhenALinkIsRelative() throws IOException {
    // Given
    Map<Path, String> pages = Documents.all();
    // When
    List<String> broken = new ArrayList<>();
    int followed = 0;
    for (Map.Entry<Path, String> page : pages.entrySet()) {
      for (String link : links(page.getValue())) {
        followed++;
        if (!leadsSomewhere(page.getKey(), link, pages)) {
          broken.add(page.getKey() + ": " + link);
        }
      }
    }
    // Then
    assertThat(broken).isEmpty();
    assertThat(followed).isGreaterThan(20);
  }

  @Test
  void shouldExistWhenAPageIsNamed() throws IOException {
    // Given
    List<String> missing = new ArrayList<>();
    // When
    Documents.all()
        .forEach(
            (page, text) ->
                NAMED
                    .matcher(Documents.prose(text))
                    .results()
                    .map(named -> named.group(1))
                    .filter(named -> !Files.exists(Path.of(named)))
                    .forEach(named -> missing.add(page + ": " + named)));
    // Then
    assertThat(missing).isEmpty();
  }

  /** A test, benchmark or simulation that a page sends its reader to. */
  @Test
  void shouldExistWhenAClassIsNamed() throws IOException {
    // Given
    Set<String> classes = new HashSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .forEach(name -> classes.add(name.substring(0, name.length() - ".java".length())));
    }
    List<String> missing = new ArrayList<>();
    int found = 0;
    // When
    for (Map.Entry<Path, String> page : Documents.all().entrySet()) {
      for (String name : named(page.getValue())) {
        found++;
        if (!classes.contains(name)) {
          missing.add(page.getKey() + ": " + name);
        }
      }
    }
    // Then
    assertThat(missing).isEmpty();
    assertThat(found).isGreaterThan(10);
  }

  private static List<String> named(String page) {
    return CLASS
        .matcher(page)
        .results()
        .map(name -> name.group(1))
        .filter(name -> !PLACEHOLDER.matcher(name).matches())
        .toList();
  }

  private static List<String> links(String page) {
    String prose = INLINE.matcher(Documents.prose(page)).replaceAll("code");
    return LINK.matcher(prose)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !ABSOLUTE.matcher(link).matches())
        .toList();
  }

  private static boolean leadsSomewhere(Path page, String link, Map<Path, String> pages) {
    int hash = link.indexOf('#');
    String file = hash < 0 ? link : link.substring(0, hash);
    Path target = file.isEmpty() ? page : Path.of("").resolve(page).resolveSibling(file);
    Path normal = target.normalize();
    if (!Files.exists(normal)) {
      return false;
    }
    String text = pages.get(normal);
    return hash < 0 || (text != null && anchors(text).contains(link.substring(hash + 1)));
  }

  /** As GitHub makes them: letters, digits, hyphens; a second one of a name has a number. */
  private static Set<String> anchors(String page) {
    Set<String> anchors = new HashSet<>();
    Map<String, Integer> seen = new HashMap<>();
    Matcher headings = HEADING.matcher(Documents.prose(page));
    while (headings.find()) {
      String name =
          headings
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N}_ -]", "")
              .replace(' ', '-');
      int before = seen.merge(name, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? name : name + "-" + before);
    }
    return anchors;
  }
}
