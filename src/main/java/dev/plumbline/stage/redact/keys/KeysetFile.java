package dev.plumbline.stage.redact.keys;

import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Set;

/**
 * A keyset with secret keys on disk, which its owner alone may read. Sealing keys have a second
 * file beside it with their public halves.
 */
public record KeysetFile(Path file, KeyPurpose purpose) {

  private static final String PUBLIC = "-public.json";

  /**
   * Makes the first key.
   *
   * @throws FileAlreadyExistsException rather than overwrite keys
   */
  public static KeysetFile create(Path file, KeyPurpose purpose) throws IOException {
    KeysetFile keyset = new KeysetFile(file, purpose);
    for (Path written : keyset.written()) {
      if (Files.exists(written)) {
        throw new FileAlreadyExistsException(written.toString());
      }
    }
    try {
      keyset.write(purpose.generate());
      return keyset;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no key can be made", e);
    }
  }

  /**
   * Finds out what the keys in a file are for.
   *
   * @throws IllegalArgumentException when it is no keyset with secret keys of any purpose
   */
  public static KeysetFile read(Path file) throws IOException {
    String json = Files.readString(file);
    for (KeyPurpose purpose : KeyPurpose.values()) {
      if (purpose.holds(json)) {
        return new KeysetFile(file, purpose);
      }
    }
    throw new IllegalArgumentException(file + " is no keyset with secret keys");
  }

  /** Adds a key, which is used from now on; the old ones still open what they made. */
  public int rotate() throws IOException {
    try {
      KeysetHandle rotated = purpose.rotate(purpose.parse(Files.readString(file)));
      write(rotated);
      return rotated.size();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(file + " cannot be rotated", e);
    }
  }

  /** The file that the service reads: of sealing keys the public halves. */
  public Path forService() {
    return purpose == KeyPurpose.SEALING ? publicFile() : file;
  }

  private List<Path> written() {
    return purpose == KeyPurpose.SEALING ? List.of(file, publicFile()) : List.of(file);
  }

  private Path publicFile() {
    String name = file.getFileName().toString();
    String stem = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
    return file.resolveSibling(stem + PUBLIC);
  }

  private void write(KeysetHandle keys) throws IOException, GeneralSecurityException {
    replace(file, purpose.serialize(keys), "rw-------");
    if (purpose == KeyPurpose.SEALING) {
      replace(publicFile(), purpose.serializePublic(keys), "rw-r--r--");
    }
  }

  /** Whole or not at all: half a keyset would lose every value under it. */
  private static void replace(Path file, String text, String permissions) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    FileAttribute<?> mode =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    try (FileChannel out =
        FileChannel.open(
            beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
