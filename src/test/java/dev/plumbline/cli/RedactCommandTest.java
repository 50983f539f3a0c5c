package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RedactCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String input, String... arguments) {
    ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return new CommandLine(new RedactCommand(in, out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void shouldAnswerEveryLineInOrderWithSpansInCodePoints() {
    // When
    int code =
        run(
            """
            {"id":"a","text":"\\ud83d\\ude00 john@example.com or +14155552671"}

            {"id":7,"text":"nothing"}
            """);

    // Then
    assertThat(code).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "{\"id\":\"a\",\"text\":\"\ud83d\ude00 <EMAIL_ADDRESS> or <PHONE_NUMBER>\",\"spans\":["
                + "{\"entity\":\"EMAIL_ADDRESS\",\"start\":2,\"end\":18,\"score\":1.0},"
                + "{\"entity\":\"PHONE_NUMBER\",\"start\":22,\"end\":34,\"score\":0.75}]}",
            "{\"id\":7,\"text\":\"nothing\",\"spans\":[]}");
  }

  @Test
  void shouldReportBadLinesAndGoOn() {
    // When
    int code = run("zebra\n[]\n{\"id\":1}\n{\"id\":{},\"text\":\"\"}\n{\"text\":\"a\\ud800\"}\n");

    // Then
    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).doesNotContain("zebra");
    assertThat(out.toString().lines())
        .containsExactly(
            "{\"id\":null,\"line\":1,\"error\":\"not JSON\"}",
            "{\"id\":null,\"line\":2,\"error\":\"not a JSON object\"}",
            "{\"id\":null,\"line\":3,\"error\":\"text is missing or not a string\"}",
            "{\"id\":null,\"line\":4,\"error\":\"id is not a string or a number\"}",
            "{\"id\":null,\"text\":\"a\ufffd\",\"spans\":[]}");
  }

  @Test
  void shouldReadFilesAndKeepToTheEntitiesAndOperator() throws Exception {
    // Given
    Path file = folder.resolve("in.jsonl");
    Files.writeString(file, "{\"id\":1,\"text\":\"john@example.com 10.0.0.1\"}");

    // When
    int code = run("", "--entities", "IP_ADDRESS,URL", "--operator", "mask", file.toString());

    // Then
    assertThat(code).isZero();
    assertThat(out.toString()).contains("\"text\":\"john@example.com ********\"");
  }

  private static final String BOTH =
      "{\"id\":1,\"text\":\"john@example.com 4532015112830366 10.0.0.1\"}";

  private Path policy(String privacy) throws Exception {
    return Files.writeString(
        folder.resolve("desk.yaml"),
        """
        model: desk
        privacy: %s
        scoring: {source: provided}
        outcome: {favourable: [yes]}
        """
            .formatted(privacy));
  }

  @Test
  void shouldApplyThePolicysEntitiesAndOperators() throws Exception {
    // Given
    Path file = policy("{entities: [EMAIL_ADDRESS, CREDIT_CARD], operators: {CREDIT_CARD: mask}}");

    // When
    int code = run(BOTH, "--policy", file.toString());

    // Then
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("\"text\":\"<EMAIL_ADDRESS> ************0366 10.0.0.1\"")
        .contains("\"entity\":\"CREDIT_CARD\",\"start\":17,\"end\":33");
  }

  @Test
  void shouldNarrowThePolicyWhenEntitiesAreNamed() throws Exception {
    // Given
    Path file = policy("{entities: all, operators: {default: mask}}");

    // When
    int code = run(BOTH, "--policy", file.toString(), "--entities", "IP_ADDRESS");

    // Then
    assertThat(code).isZero();
    assertThat(out.toString()).contains("\"text\":\"john@example.com 4532015112830366 ********\"");
  }

  @Test
  void shouldHashAlikeInEveryLineWhenThePolicySaysHash() throws Exception {
    // Given
    Path file = policy("{operators: {default: replace, EMAIL_ADDRESS: hash}}");

    // When
    int code =
        run(
            "{\"text\":\"a@example.com\"}\n{\"text\":\"A@example.com\"}\n{\"text\":\"b@example.com\"}",
            "--policy",
            file.toString());

    // Then
    assertThat(code).isZero();
    List<String> texts =
        out.toString().lines().map(line -> line.replaceAll(".*\"text\":\"|\".*", "")).toList();
    assertThat(texts.get(0)).matches("<EMAIL_ADDRESS:[0-9a-f]{16}>").isEqualTo(texts.get(1));
    assertThat(texts.get(2)).isNotEqualTo(texts.get(0));
  }

  @Test
  void shouldRefuseToRemoveWhatThePolicyKeeps() throws Exception {
    // Given
    Path file = policy("{entities: [EMAIL_ADDRESS]}");

    // When
    int code = run(BOTH, "--policy", file.toString(), "--entities", "EMAIL_ADDRESS,CREDIT_CARD");

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("cannot remove 'CREDIT_CARD': the policy removes only EMAIL_ADDRESS");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldNameFileAndLineWhenThePolicyIsWrong() throws Exception {
    // Given
    Path file = policy("{entities: [SHOE_SIZE], operators: {EMAIL_ADDRESS: shred}}");

    // When
    int code = run(BOTH, "--policy", file.toString());

    // Then
    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            file + ":2: ", "SHOE_SIZE", "US_SSN", "shred", "hash, keep, mask, redact, replace")
        .doesNotContain("Usage");
    assertThat(run(BOTH, "--policy", folder.resolve("missing.yaml").toString())).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldExitWithTwoWhenUsageIsWrong() {
    assertThat(run("", "--entities", "SHOE_SIZE")).isEqualTo(2);
    assertThat(err.toString()).contains("SHOE_SIZE").contains("US_SSN");
    assertThat(run("", "--operator", "shred")).isEqualTo(2);
    assertThat(run("", "--policy", "any.yaml", "--operator", "mask")).isEqualTo(2);
    assertThat(run("", "--phone-regions", "Atlantis")).isEqualTo(2);
    assertThat(run("", folder.resolve("missing.jsonl").toString())).isEqualTo(2);
    assertThat(run("", "--operator", "hash", "--hash-keyset", "missing.json")).isEqualTo(2);
  }

  @Test
  void shouldOnlyReportWhatIsKept() {
    // When
    int code = run("{\"id\":1,\"text\":\"\ud83d\ude00 a@x.io\"}", "--operator", "keep");

    // Then
    assertThat(code).isZero();
    assertThat(out.toString())
        .contains("\"text\":\"\ud83d\ude00 a@x.io\"")
        .contains("{\"entity\":\"EMAIL_ADDRESS\",\"start\":2,\"end\":8,\"score\":1.0}");
  }

  @Test
  void shouldNumberTokensAnewInEveryLine() {
    // When
    run("{\"text\":\"a@x.io b@x.io\"}\n{\"text\":\"b@x.io\"}", "--operator", "token");

    // Then
    assertThat(out.toString().lines().map(line -> line.replaceAll(".*\"text\":\"|\".*", "")))
        .containsExactly("<EMAIL_ADDRESS_1> <EMAIL_ADDRESS_2>", "<EMAIL_ADDRESS_1>");
  }

  @Test
  void shouldRefuseToEncryptWithoutAKeyset() {
    assertThat(run("", "--operator", "encrypt")).isEqualTo(2);
    assertThat(err.toString()).contains("encryptKeyset", "keys new --for encrypt");
    assertThat(run("", "--operator", "encrypt", "--encrypt-keyset", "env:UNSET_VAR")).isEqualTo(2);
    assertThat(err.toString()).contains("env:UNSET_VAR");
  }

  @Test
  void shouldFindTheNationalNumbersOfTheLanguage() {
    // Given a number of Madrid's
    String line = "{\"text\":\"call 912 345 678 now\"}";

    // Then
    assertThat(run(line, "--language", "es")).isZero();
    assertThat(out.toString()).contains("call <PHONE_NUMBER> now");
    assertThat(run("", "--language", "klingon")).isEqualTo(2);
    assertThat(err.toString()).contains("unknown language 'klingon'");
  }
}
