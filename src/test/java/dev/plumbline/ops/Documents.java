package dev.plumbline.ops;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The project's Markdown pages, without what a build leaves behind. */
public final class Documents {

  private static final Pattern BUILT = Pattern.compile("\\..+|target|build|node_modules|data");
  private static final Pattern FENCE = Pattern.compile("(?ms)^ {0,3}```.*?^ {0,3}```[ \t]*$");

  private Documents() {}

  /** Text by path from the top of the project. */
  public static Map<Path, String> all() throws IOException {
    Map<Path, String> pages = new TreeMap<>();
    Path top = Path.of("");
    Files.walkFileTree(
        top.toAbsolutePath(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean root = folder.equals(top.toAbsolutePath());
            return !root && BUILT.matcher(folder.getFileName().toString()).matches()
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (file.toString().endsWith(".md")) {
              pages.put(top.toAbsolutePath().relativize(file), Files.readString(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return pages;
  }

  /** A page without its fenced blocks. */
  public static String prose(String page) {
    return FENCE.matcher(page).replaceAll("");
  }

  /** A page's fenced blocks, one after the other. */
  public static String blocks(String page) {
    StringBuilder blocks = new StringBuilder();
    FENCE.matcher(page).results().forEach(block -> blocks.append(block.group()).append('\n'));
    return blocks.toString();
  }
}
