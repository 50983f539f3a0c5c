package dev.plumbline.stage.redact.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeysetFileTest {

  @TempDir private Path folder;

  private KeysetFile create(KeyPurpose purpose) throws Exception {
    return KeysetFile.create(folder.resolve("keys.json"), purpose);
  }

  private static KeysetSource source(Path file) {
    return new KeysetSource.InFile(file);
  }

  @ParameterizedTest
  @EnumSource
  void shouldBeReadableByItsOwnerAloneAndKnowItsPurposeAgain(KeyPurpose purpose) throws Exception {
    // When
    KeysetFile made = create(purpose);

    // Then
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made.file())))
        .isEqualTo("rw-------");
    assertThat(KeysetFile.read(made.file())).isEqualTo(made);
    assertThat(folder.toFile().list()).hasSize(purpose == KeyPurpose.SEALING ? 2 : 1);
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseToOverwrite(KeyPurpose purpose) throws Exception {
    // Given
    String before = Files.readString(create(purpose).file());

    // Then
    for (KeyPurpose any : KeyPurpose.values()) {
      assertThatThrownBy(() -> create(any)).isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(folder.resolve("keys.json")).hasContent(before);
  }

  @Test
  void shouldHashUnderTheNewKeyAfterRotation() throws Exception {
    // Given
    KeysetFile file = create(KeyPurpose.HASH);
    String before = hash(file, "v");
    assertThat(hash(file, "v")).hasSize(32).isEqualTo(before).isNotEqualTo(hash(file, "w"));

    // When
    assertThat(file.rotate()).isEqualTo(2);

    // Then
    assertThat(hash(file, "v")).isNotEqualTo(before).isEqualTo(hash(file, "v"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.file())))
        .isEqualTo("rw-------");
  }

  private static String hash(KeysetFile file, String value) {
    return RedactionKeys.open(source(file.file()), null).hash().hex("d", value, 32);
  }

  @Test
  void shouldOpenOldTokensAndMakeNewOnesAfterRotation() throws Exception {
    // Given
    KeysetFile file = create(KeyPurpose.ENCRYPT);
    String old = ValueCipher.open(source(file.file())).encrypt("URL", "a.io");

    // When
    file.rotate();

    // Then
    ValueCipher rotated = ValueCipher.open(source(file.file()));
    String made = rotated.encrypt("URL", "a.io");
    assertThat(made).isNotEqualTo(old).isEqualTo(rotated.encrypt("URL", "a.io"));
    assertThat(rotated.decrypt("URL", old)).contains("a.io");
    assertThat(rotated.decrypt("URL", made)).contains("a.io");
  }

  @Test
  void shouldOpenWhatWasSealedBeforeAndAfterRotation() throws Exception {
    // Given
    KeysetFile file = create(KeyPurpose.SEALING);
    byte[] payload = {1, 2, 3};
    String old = PayloadSealer.open(source(file.forService())).seal(payload, "k");

    // When
    file.rotate();

    // Then
    String made = PayloadSealer.open(source(file.forService())).seal(payload, "k");
    PayloadUnsealer unsealer = PayloadUnsealer.open(source(file.file()));
    assertThat(unsealer.unseal(old, "k")).contains(payload);
    assertThat(unsealer.unseal(made, "k")).contains(payload);
    assertThat(unsealer.unseal(made, "another letter")).isEmpty();
    assertThat(unsealer.unseal("no base64!", "k")).isEmpty();
  }

  @Test
  void shouldKeepTheOldKeysWhenRotationCannotBeWritten() throws Exception {
    // Given a rotation that broke off
    KeysetFile file = create(KeyPurpose.ENCRYPT);
    String before = Files.readString(file.file());
    Files.writeString(folder.resolve("keys.json.new"), "half a key");

    // Then
    assertThatThrownBy(file::rotate).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file.file()).hasContent(before);
  }

  @Test
  void shouldRefuseKeysOfAnotherKindWithoutQuotingThem() throws Exception {
    // Given
    Path garbage = Files.writeString(folder.resolve("zebra.txt"), "zebra");
    Path sealing = create(KeyPurpose.SEALING).file();

    // Then
    for (KeysetSource unusable :
        new KeysetSource[] {
          source(sealing), source(folder.resolve("none")), new KeysetSource.InVariable("UNSET_VAR")
        }) {
      assertThatThrownBy(() -> RedactionKeys.open(unusable, null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("hashKeyset " + unusable)
          .hasMessageContaining("keys new --for hash");
      assertThatThrownBy(() -> ValueCipher.open(unusable))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("encryptKeyset " + unusable);
    }
    assertThatThrownBy(() -> PayloadSealer.open(source(sealing)))
        .as("private keys are no business of the service")
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ValueCipher.open(source(garbage)))
        .hasMessageNotContaining("\"zebra\"")
        .hasNoCause();
    assertThatThrownBy(() -> KeysetFile.read(garbage))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("zebra.txt is no keyset");
  }

  @Test
  void shouldNotSealMoreThanALetterMayHold() throws Exception {
    // When
    PayloadSealer sealer = PayloadSealer.open(source(create(KeyPurpose.SEALING).forService()));

    // Then
    assertThat(sealer.seal(new byte[PayloadSealer.LARGEST], "k")).isNotNull();
    assertThat(sealer.seal(new byte[PayloadSealer.LARGEST + 1], "k")).isNull();
  }
}
