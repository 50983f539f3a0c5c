package dev.plumbline.cli.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.event.DeadLetter;
import dev.plumbline.event.DeadLetterCause;
import dev.plumbline.event.RecordOrigin;
import dev.plumbline.event.RevealRecord;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.redact.keys.EncryptedToken;
import dev.plumbline.stage.redact.keys.KeyPurpose;
import dev.plumbline.stage.redact.keys.KeysetFile;
import dev.plumbline.stage.redact.keys.KeysetSource;
import dev.plumbline.stage.redact.keys.PayloadSealer;
import dev.plumbline.stage.redact.keys.PayloadUnsealer;
import dev.plumbline.stage.redact.keys.ValueCipher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRevealerTest {

  @TempDir private Path folder;

  private final List<TokenRevealer.Opened> audited = new ArrayList<>();
  private ValueCipher cipher;
  private PayloadSealer sealer;
  private TokenRevealer revealer;

  @BeforeEach
  void keys() throws Exception {
    KeysetFile encrypt = KeysetFile.create(folder.resolve("e.json"), KeyPurpose.ENCRYPT);
    KeysetFile sealing = KeysetFile.create(folder.resolve("s.json"), KeyPurpose.SEALING);
    cipher = ValueCipher.open(new KeysetSource.InFile(encrypt.file()));
    sealer = PayloadSealer.open(new KeysetSource.InFile(sealing.forService()));
    PayloadUnsealer unsealer = PayloadUnsealer.open(new KeysetSource.InFile(sealing.file()));
    revealer = new TokenRevealer(cipher, unsealer, audited::addAll);
  }

  private EncryptedToken token(String entity, String value) {
    return new EncryptedToken(entity, cipher.encrypt(entity, value));
  }

  @Test
  void shouldPutValuesInTheirTokensPlacesWhereverTheyAre() throws Exception {
    // Given
    EncryptedToken mail = token("EMAIL_ADDRESS", "a\\$1\"@x.io");
    EncryptedToken name = token("PERSON", "Zoë");
    String line =
        """
        {"id":7,"text":"%s and %s, %s","features":{"n":[1,"%s"]},"x":null}"""
            .formatted(mail, name, mail, name);

    // When
    TokenRevealer.Answer answer = revealer.line(Json.MAPPER.readTree(line));

    // Then
    assertThat(answer.closed()).isZero();
    assertThat(answer.json())
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"id":7,"text":"a\\\\$1\\"@x.io and Zoë, a\\\\$1\\"@x.io",
                 "features":{"n":[1,"Zoë"]},"x":null}"""));
    assertThat(audited)
        .containsExactly(
            new TokenRevealer.Opened(RevealRecord.Kind.TOKEN, "EMAIL_ADDRESS", mail.toString()),
            new TokenRevealer.Opened(RevealRecord.Kind.TOKEN, "PERSON", name.toString()));
  }

  @Test
  void shouldLeaveWhatNoKeyOpensAndAuditNothingOfIt() throws Exception {
    // Given a token under another entity's name
    EncryptedToken moved = new EncryptedToken("URL", token("PERSON", "Zoë").ciphertext());

    // When
    TokenRevealer.Answer line = revealer.line(Json.MAPPER.readTree("{\"text\":\"" + moved + "\"}"));
    TokenRevealer.Answer alone = revealer.token(moved);

    // Then
    assertThat(line.closed()).isEqualTo(1);
    assertThat(line.json().path("text").asText()).isEqualTo(moved.toString());
    assertThat(alone.closed()).isEqualTo(1);
    assertThat(alone.json().path("error").asText()).contains("no key");
    assertThat(audited).isEmpty();
  }

  @Test
  void shouldOpenALetterAtItsOwnPlaceOnly() throws Exception {
    // Given
    byte[] payload = "{\"text\":\"Zoë\"".getBytes(StandardCharsets.UTF_8);
    DeadLetter letter = letter(4, sealer.seal(payload, "inference-requests-0@4"));

    // When
    TokenRevealer.Answer opened = revealer.line(Json.MAPPER.valueToTree(letter));
    TokenRevealer.Answer moved = revealer.line(Json.MAPPER.valueToTree(letter(5, letter.sealed())));
    TokenRevealer.Answer broken = revealer.line(Json.MAPPER.readTree("{\"sealed\":\"AAAA\"}"));

    // Then
    assertThat(opened.json().path("payload").asText()).isEqualTo("{\"text\":\"Zoë\"");
    assertThat(opened.json().path("origin").asText()).isEqualTo("inference-requests-0@4");
    assertThat(List.of(moved.closed(), broken.closed())).containsExactly(1, 1);
    assertThat(audited)
        .containsExactly(
            new TokenRevealer.Opened(
                RevealRecord.Kind.DEAD_LETTER, "inference-requests-0@4", letter.sealed()));
  }

  private static DeadLetter letter(long offset, String sealed) {
    return new DeadLetter(
        new RecordOrigin("inference-requests", 0, offset, Instant.EPOCH),
        "redact",
        DeadLetterCause.rejected(null, "not_json", "no JSON"),
        sealed);
  }

  @Test
  void shouldRevealNothingWhenTheAuditFails() {
    // Given
    TokenRevealer unaudited =
        new TokenRevealer(
            cipher,
            null,
            opened -> {
              throw new IllegalStateException("no audit");
            });

    // Then
    EncryptedToken token = token("PERSON", "Zoë");
    assertThatThrownBy(() -> unaudited.token(token)).hasMessage("no audit");
    assertThatThrownBy(() -> unaudited.line(Json.MAPPER.readTree("[\"" + token + "\"]")))
        .hasMessage("no audit");
  }
}
