package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ops.Documents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Commands in the documents are commands of the product: they parse. None of them is run. */
class DocumentedCommandsTest {

  private static final Pattern START =
      Pattern.compile("(?:plumbline|java(?: -\\S+)* -jar (?:\\S*/)?plumbline\\.jar) +(.*)");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(.+?)` \\|");
  private static final Pattern OTHER_ROW = Pattern.compile("`, `");
  private static final Pattern INLINE = Pattern.compile("`(plumbline [^`\n]+)`");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  @Test
  void shouldParseWhenABlockShowsACommand() throws IOException {
    // When
    List<String> problems = new ArrayList<>();
    int commands = 0;
    for (String page : Documents.all().values()) {
      for (String command : commands(Documents.blocks(page))) {
        commands++;
        problem(command, false, problems);
      }
    }
    // Then
    assertThat(problems).isEmpty();
    assertThat(commands).isGreaterThan(10);
  }

  /** The table of the README: every command that there is, with its arguments. */
  @Test
  void shouldParseAndBeCompleteWhenTheReadmeListsTheCommands() throws IOException {
    // Given
    String section = section(Files.readString(Path.of("README.md")), "## Commands");
    List<String> listed =
        ROW.matcher(section)
            .results()
            .flatMap(row -> OTHER_ROW.splitAsStream(row.group(1)))
            .map(DocumentedCommandsTest::withoutChoices)
            .toList();
    // When
    List<String> problems = new ArrayList<>();
    listed.forEach(command -> problem(command, false, problems));
    // Then
    assertThat(problems).isEmpty();
    assertThat(listed.stream().map(command -> command.split(" ", 2)[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(
            new CommandLine(Main.class)
                .getSubcommands().keySet().stream().filter(name -> !name.equals("help")).toList());
  }

  /** A sentence may name a command without all that it needs. */
  @Test
  void shouldExistWhenASentenceNamesACommand() throws IOException {
    // When
    List<String> problems = new ArrayList<>();
    int commands = 0;
    for (String page : Documents.all().values()) {
      for (String command : INLINE.matcher(page).results().map(found -> found.group(1)).toList()) {
        commands++;
        problem(withoutChoices(command.substring("plumbline ".length())), true, problems);
      }
    }
    // Then
    assertThat(problems).isEmpty();
    assertThat(commands).isPositive();
  }

  private static void problem(String command, boolean partly, List<String> problems) {
    try {
      new CommandLine(Main.class).parseArgs(words(command));
    } catch (MissingParameterException e) {
      if (!partly) {
        problems.add(command + ": " + e.getMessage());
      }
    } catch (ParameterException e) {
      problems.add(command + ": " + e.getMessage());
    }
  }

  /** What follows the product's name in a shell block, continued lines joined. */
  private static List<String> commands(String blocks) {
    return blocks
        .replaceAll("\\\\\n\\s*", "")
        .lines()
        .flatMap(line -> Stream.of(line.replaceAll(" #.*", "").split("&&|\\|(?!\\|)|;|2?>", -1)))
        .map(part -> START.matcher(part.strip()))
        .filter(Matcher::matches)
        .map(command -> command.group(1))
        .toList();
  }

  /** A synopsis as one command: the first of several, everything that may be left out. */
  private static String withoutChoices(String synopsis) {
    return synopsis
        .replace("\\|", "|")
        .replaceAll("\\(([^|()]*)\\|[^()]*\\)", "$1")
        .replaceAll("\\|[^\\s\\]]+", "")
        .replaceAll("[\\[\\]]|\\.\\.\\.", "")
        .replace("TIME", "2026-01-01T00:00:00Z");
  }

  private static String[] words(String command) {
    return WORD.matcher(command)
        .results()
        .map(word -> Stream.of(1, 2, 3).map(word::group).filter(g -> g != null).findFirst().get())
        .toArray(String[]::new);
  }

  private static String section(String page, String heading) {
    int start = page.indexOf(heading);
    int end = page.indexOf("\n## ", start + heading.length());
    return page.substring(start, end < 0 ? page.length() : end);
  }
}
