package dev.plumbline.cli;

import dev.plumbline.stage.redact.keys.KeyPurpose;
import dev.plumbline.stage.redact.keys.KeysetFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code plumbline keys}: makes and rotates the keysets of redaction. */
@Command(
    name = "keys",
    description = "Makes and rotates the keys of hashes, of reversible tokens and of dead letters.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class KeysCommand {

  @Spec private CommandSpec spec;

  @Command(
      name = "new",
      description = {
        "Makes a keyset, readable by its owner alone; never overwrites a file.",
        "hash: HMAC-SHA-256, for the operator hash and pseudonyms. encrypt: AES-SIV, for the"
            + " operator encrypt. sealing: HPKE, for dead letters; FILE holds the private key, which"
            + " belongs offline, and FILE-public.json the public one, for the service."
      },
      mixinStandardHelpOptions = true)
  int make(
      @Option(
              names = "--for",
              required = true,
              converter = PurposeName.class,
              paramLabel = "PURPOSE",
              description = "hash, encrypt or sealing")
          KeyPurpose purpose,
      @Parameters(paramLabel = "FILE", description = "where the keyset goes") Path file) {
    try {
      KeysetFile made = KeysetFile.create(file, purpose);
      out().println("made " + file + ", readable by you alone");
      if (purpose == KeyPurpose.SEALING) {
        out().println("made " + made.forService() + ", which seals and cannot open");
        out().println("take " + file + " offline: who has it reads every sealed dead letter");
      }
      out().println("in plumbline.yaml:");
      out().printf("redact: {%s: %s}%n", purpose.setting(), made.forService());
      return 0;
    } catch (FileAlreadyExistsException e) {
      return refuse(e.getMessage() + " exists; keys are not overwritten");
    } catch (IOException e) {
      return refuse("cannot write " + file + ": " + e.getClass().getSimpleName());
    }
  }

  @Command(
      name = "rotate",
      description = {
        "Adds a key to a keyset and uses it from now on. The old keys stay, so what they encrypted"
            + " or sealed still opens.",
        "After hash keys were rotated the same value has another hash and another pseudonym."
      },
      mixinStandardHelpOptions = true)
  int rotate(@Parameters(paramLabel = "FILE", description = "the secret keyset") Path file) {
    if (!Files.isReadable(file)) {
      return refuse("cannot read " + file);
    }
    try {
      KeysetFile keyset = KeysetFile.read(file);
      int keys = keyset.rotate();
      out()
          .printf(
              "%s has %d keys for %s, the newest in use; give the service %s and restart it%n",
              file, keys, name(keyset.purpose()), keyset.forService());
      return 0;
    } catch (IllegalArgumentException e) {
      return refuse(String.valueOf(e.getMessage()));
    } catch (FileAlreadyExistsException e) {
      return refuse(e.getMessage() + " is there: an earlier rotation broke off; delete it first");
    } catch (IOException e) {
      return refuse("cannot write " + file + ": " + e.getClass().getSimpleName());
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private int refuse(String why) {
    spec.commandLine().getErr().println(why);
    return 2;
  }

  private static String name(KeyPurpose purpose) {
    return purpose.name().toLowerCase(Locale.ROOT);
  }

  private static final class PurposeName implements ITypeConverter<KeyPurpose> {
    @Override
    public KeyPurpose convert(String name) {
      for (KeyPurpose purpose : KeyPurpose.values()) {
        if (name(purpose).equals(name)) {
          return purpose;
        }
      }
      throw new TypeConversionException("'" + name + "' is none of hash, encrypt, sealing");
    }
  }
}
