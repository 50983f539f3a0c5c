package dev.plumbline.http.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tokens of a file, one a line, each with what it is for: {@code TOKEN} for everything, {@code
 * TOKEN intake}, {@code TOKEN read act}. Only their hashes are kept.
 */
final class BearerTokens {

  /** What a token is for. */
  enum Scope {
    /** To send requests and outcomes. */
    INTAKE,
    /** To look, and to have texts explained. */
    READ,
    /** To say what people or pipelines have done: notes on incidents, ends of trainings. */
    ACT
  }

  /** As many random characters cannot be guessed; shorter ones are mostly words. */
  static final int SHORTEST = 24;

  private static final char COMMENT = '#';

  private static final class Token {
    private final byte[] hash;
    private final Set<Scope> scopes;

    Token(byte[] hash, Set<Scope> scopes) {
      this.hash = hash;
      this.scopes = scopes;
    }
  }

  private final List<Token> tokens;

  private BearerTokens(List<Token> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /**
   * @throws AccessException when the file cannot be read, has no token, a short one or one for
   *     something unknown
   */
  static BearerTokens read(Path file) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AccessException("http.tokenFile " + file + " cannot be read", e);
    }
    List<Token> tokens = new ArrayList<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1).strip();
      if (!line.isEmpty() && line.charAt(0) != COMMENT) {
        tokens.add(token(line, file + ":" + number));
      }
    }
    if (tokens.isEmpty()) {
      throw new AccessException("http.tokenFile " + file + " has no token: write one a line");
    }
    return new BearerTokens(tokens);
  }

  private static Token token(String line, String place) {
    String[] words = line.split("[\\s,]+");
    if (words[0].length() < SHORTEST) {
      throw new AccessException(
          place + ": a token has at least " + SHORTEST + " characters: openssl rand -hex 32");
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (int i = 1; i < words.length; i++) {
      scopes.add(scope(words[i], place));
    }
    return new Token(hash(words[0]), scopes.isEmpty() ? EnumSet.allOf(Scope.class) : scopes);
  }

  private static Scope scope(String word, String place) {
    for (Scope each : Scope.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    throw new AccessException(
        place + ": a token is for intake, read or act, or for several of them");
  }

  /**
   * What the token is for; nothing when it is unknown. Looks at every token, whichever fits, and
   * compares hashes: how long it takes says nothing of them.
   */
  Set<Scope> scopes(String token) {
    byte[] hash = hash(token);
    Set<Scope> found = EnumSet.noneOf(Scope.class);
    for (Token each : tokens) {
      if (MessageDigest.isEqual(each.hash, hash)) {
        found.addAll(each.scopes);
      }
    }
    return found;
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
