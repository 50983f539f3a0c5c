package dev.plumbline.stage.redact.detect.automaton;

/**
 * One pattern of an automaton. A match has at most {@link #LONGEST} characters, which is what makes
 * matching at every word of a text linear in the text.
 */
public final class BoundedPattern {

  public static final int LONGEST = 512;
  private static final int MOST_PLACES = 4096;

  private final PatternSyntax syntax;

  private BoundedPattern(PatternSyntax syntax) {
    this.syntax = syntax;
  }

  /**
   * @param spaced white space in the pattern means nothing, as with the usual flag for comments
   * @throws IllegalArgumentException saying what is wrong, and where
   */
  public static BoundedPattern of(String pattern, boolean spaced) {
    PatternSyntax syntax = new PatternParser(pattern, spaced).parse();
    if (syntax.longest() > LONGEST) {
      throw new IllegalArgumentException("a match can be longer than " + LONGEST + " characters");
    }
    if (syntax.places() > MOST_PLACES) {
      throw new IllegalArgumentException("the pattern is too large");
    }
    if (new GlushkovPlaces().add(syntax).nullable()) {
      throw new IllegalArgumentException("the pattern matches nothing at all");
    }
    return new BoundedPattern(syntax);
  }

  PatternSyntax syntax() {
    return syntax;
  }
}
