package dev.plumbline.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/** Tells what a file that is no TorchScript module seems to be instead. */
final class TorchFile {

  private static final String POINTER = "version https://git-lfs";
  private static final String EXPORT =
      "export the model with djl-convert or torch.jit.trace (docs/models.md)";

  private TorchFile() {}

  /** A sentence for whoever has to mend it. */
  static String diagnose(Path file) {
    try {
      if (start(file).startsWith(POINTER)) {
        return "it is a pointer of Git LFS: run git lfs pull";
      }
      return holdsCode(file)
          ? "it may need a newer PyTorch than " + DjlEngine.version() + "; or " + EXPORT
          : "it holds weights without code, as torch.save writes them: " + EXPORT;
    } catch (IOException e) {
      return "it is no archive of TorchScript, or a damaged one: " + EXPORT;
    }
  }

  private static String start(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(POINTER.length()), StandardCharsets.ISO_8859_1);
    }
  }

  private static boolean holdsCode(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().anyMatch(entry -> entry.getName().contains("/code/"));
    }
  }
}
