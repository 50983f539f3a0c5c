package dev.plumbline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cli.options.ClientOptions;
import dev.plumbline.cli.privacy.RevealAudit;
import dev.plumbline.cli.privacy.TokenRevealer;
import dev.plumbline.event.RevealRecord;
import dev.plumbline.kafka.client.TopicAppender;
import dev.plumbline.kafka.client.TopicReader;
import dev.plumbline.kafka.streams.StreamsSettings;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.stage.redact.keys.EncryptedToken;
import dev.plumbline.stage.redact.keys.KeysetException;
import dev.plumbline.stage.redact.keys.KeysetSource;
import dev.plumbline.stage.redact.keys.PayloadUnsealer;
import dev.plumbline.stage.redact.keys.ValueCipher;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code plumbline reveal}: the values behind tokens and dead letters, for who has the keys. */
@Command(
    name = "reveal",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Decrypts what the operator encrypt left, and opens sealed dead letters.",
      "Arguments are tokens, <ENTITY:enc:...>, or keys of dead letters, TOPIC-PARTITION@OFFSET."
          + " Without arguments JSON lines are read: records with tokens in them, or dead letters.",
      "Every value is written to the topic reveal-audit before it is shown; when that fails nothing"
          + " is shown."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything was opened",
      "1:something could not be read or opened",
      "2:wrong usage or keys, or no audit: nothing more was shown"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RevealCommand implements Callable<Integer> {

  private static final Pattern LETTER = Pattern.compile("[A-Za-z0-9._-]+-\\d+@\\d+");

  @Parameters(paramLabel = "TOKEN|LETTER", description = "what to open")
  private List<String> arguments = List.of();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "JSON lines; the standard input without it")
  private @Nullable Path file;

  @Option(
      names = "--encrypt-keyset",
      paramLabel = "FILE|env:NAME",
      description = "opens tokens: the service's redact.encryptKeyset")
  private @Nullable String encryptKeyset;

  @Option(
      names = "--sealing-keyset",
      paramLabel = "FILE|env:NAME",
      description = "opens dead letters: the private keyset that is kept offline")
  private @Nullable String sealingKeyset;

  @Option(names = "--reason", required = true, description = "why; goes to the audit")
  private String reason;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "who you are, besides the operating system's user; goes to the audit")
  private @Nullable String as;

  @Mixin private ClientOptions cluster;

  @Spec private CommandSpec spec;

  private boolean good = true;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (encryptKeyset == null && sealingKeyset == null) {
      return refuse("nothing can be opened without --encrypt-keyset or --sealing-keyset");
    }
    if (reason.isBlank()) {
      return refuse("--reason is blank");
    }
    if (file != null && !Files.isReadable(file)) {
      return refuse("cannot read " + file);
    }
    try {
      ValueCipher cipher = encryptKeyset == null ? null : ValueCipher.open(source(encryptKeyset));
      PayloadUnsealer unsealer =
          sealingKeyset == null ? null : PayloadUnsealer.open(source(sealingKeyset));
      return reveal(cipher, unsealer, cluster.settings());
    } catch (KeysetException e) {
      return refuse(String.valueOf(e.getMessage()));
    } catch (IllegalStateException e) {
      return refuse("nothing is shown that is not in the audit: " + e.getMessage());
    }
  }

  private int reveal(
      @Nullable ValueCipher cipher, @Nullable PayloadUnsealer unsealer, StreamsSettings settings)
      throws IOException, InterruptedException {
    try (TopicAppender<RevealRecord> topic = TopicAppender.open(Topics.REVEAL_AUDIT, settings)) {
      String user = System.getProperty("user.name", "unknown");
      TokenRevealer revealer =
          new TokenRevealer(
              cipher, unsealer, new RevealAudit(topic, Clock.systemUTC(), user, as, reason));
      if (arguments.isEmpty()) {
        lines(revealer);
      }
      for (String argument : arguments) {
        argument(revealer, argument, settings);
      }
    }
    return good ? 0 : 1;
  }

  private void argument(TokenRevealer revealer, String argument, StreamsSettings settings)
      throws IOException, InterruptedException {
    Matcher token = EncryptedToken.PATTERN.matcher(argument);
    if (token.matches()) {
      print(revealer.token(EncryptedToken.of(token)));
    } else if (LETTER.matcher(argument).matches()) {
      List<byte[]> letters = letters(argument, settings);
      if (letters.isEmpty()) {
        bad("no dead letter has the key " + argument);
      }
      for (byte[] letter : letters) {
        print(revealer.line(Json.MAPPER.readTree(letter)));
      }
    } else {
      bad("an argument is neither a token nor the key of a dead letter");
    }
  }

  private static List<byte[]> letters(String key, StreamsSettings settings) {
    List<byte[]> found = new ArrayList<>();
    new TopicReader(settings)
        .forEach(
            Topics.DEAD_LETTERS.name(),
            (each, value) -> {
              if (key.equals(each)) {
                found.add(value);
              }
            });
    return found;
  }

  private void lines(TokenRevealer revealer) throws IOException, InterruptedException {
    try (BufferedReader in =
        file == null
            ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
            : Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          line(revealer, line, number);
        }
      }
    }
  }

  private void line(TokenRevealer revealer, String line, int number)
      throws IOException, InterruptedException {
    JsonNode json;
    try {
      json = Json.MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      // Its message may quote the line.
      ObjectNode error = Json.MAPPER.createObjectNode().putNull("id").put("line", number);
      print(new TokenRevealer.Answer(error.put("error", "not JSON"), 0));
      good = false;
      return;
    }
    TokenRevealer.Answer answer = revealer.line(json);
    print(answer);
    if (answer.closed() > 0) {
      bad("line %d: no key opens %d of its tokens".formatted(number, answer.closed()));
    }
  }

  private void print(TokenRevealer.Answer answer) throws JsonProcessingException {
    good &= answer.closed() == 0;
    spec.commandLine().getOut().println(Json.MAPPER.writeValueAsString(answer.json()));
    spec.commandLine().getOut().flush();
  }

  private void bad(String what) {
    good = false;
    spec.commandLine().getErr().println(what);
  }

  private static KeysetSource source(String location) {
    return KeysetSource.parse(location, path -> path);
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println(why);
    return 2;
  }
}
