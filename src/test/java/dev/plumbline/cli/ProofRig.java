package dev.plumbline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.cli.proof.Verifier;
import dev.plumbline.cli.proof.WatchedPanes;
import dev.plumbline.event.alert.Alert;
import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.kafka.topic.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Runs {@code prove} and {@code chain} over what was recorded, and the verifier over the proof. */
final class ProofRig {

  static final int DAY = 24 * 60;
  static final String KEY = "credit/demographic_parity_difference/sex/f";

  private final Path folder;
  private final StringWriter said = new StringWriter();

  /** Without python3 the test is skipped. */
  ProofRig(Path folder) {
    Verifier.assumeInstalled();
    this.folder = folder;
  }

  /** All that the commands have said so far. */
  String said() {
    return said.toString();
  }

  static void assertHolds(Path proof, Alert page, String head) throws Exception {
    Verifier.Answer answer = Verifier.verify(proof, "--head", head);
    assertThat(answer.said()).startsWith("proof holds: " + page.key() + " at " + page.at());
    assertThat(answer.said()).endsWith("head " + head);
    assertThat(answer.exit()).isZero();
    Verifier.Answer other = Verifier.verify(proof, "--head", "0".repeat(64));
    assertThat(other.said()).isEqualTo("refused: chain.head is not the head that was published");
    assertThat(other.exit()).isEqualTo(1);
    keep(proof, page.key() + " " + Files.size(proof));
  }

  /** For {@code src/test/oracles/proof_cost.py}. */
  private static void keep(Path proof, String name) throws IOException {
    String folder = System.getProperty("proof.keep");
    if (folder != null) {
      Path kept =
          Files.createDirectories(Path.of(folder)).resolve(name.replace('/', ' ') + ".json");
      Files.copy(proof, kept, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** What the verifier says of a proof that was changed and has a digest made anew. */
  String verify(ObjectNode changed) throws Exception {
    changed.remove("digest");
    String whole = Json.MAPPER.writeValueAsString(changed);
    String open = whole.substring(0, whole.length() - 1);
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(open.getBytes(StandardCharsets.UTF_8));
    Path file = folder.resolve("changed.json");
    Files.writeString(file, open + ",\"digest\":\"" + HexFormat.of().formatHex(hash) + "\"}\n");
    return Verifier.verify(file).said();
  }

  static JsonNode mutations(Path proof, int number) throws Exception {
    Verifier.Answer answer =
        Verifier.python(
            List.of(
                "src/test/oracles/proof_mutations.py", proof.toString(), Integer.toString(number)));
    assertThat(answer.exit()).as(answer.said()).isZero();
    return Json.MAPPER.readTree(answer.said());
  }

  /** A thousand changes of one field each, with the old digest and with a new one. */
  static void assertRefusesMutations(Path proof) throws Exception {
    JsonNode mutations = mutations(proof, 1000);
    assertThat(mutations.get("stale").asInt()).as("%s", mutations).isEqualTo(1000);
    assertThat(mutations.get("resealed").asInt()).as("%s", mutations).isEqualTo(1000);
  }

  static ChainHead newest(WatchedPanes watched) {
    return watched.heads().get(watched.heads().size() - 1);
  }

  static ChainHead headThrough(WatchedPanes watched, Alert page) {
    return watched.heads().stream()
        .filter(head -> head.through().equals(page.at()))
        .findFirst()
        .orElseThrow();
  }

  int chain(Path recorded, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("chain", "credit", "--from", recorded.toString()));
    arguments.addAll(List.of(options));
    return execute(arguments);
  }

  Path prove(WatchedPanes watched, String key, int expected, String... options) throws Exception {
    Path recorded = watched.leave(folder.resolve("recorded"));
    Path proof = folder.resolve("proof.json");
    List<String> arguments =
        new ArrayList<>(List.of("prove", key, "--policy", watched.policy().toString(), "--from"));
    arguments.addAll(List.of(recorded.toString(), "--out", proof.toString()));
    arguments.addAll(List.of(options));
    assertThat(execute(arguments)).as("%s", said).isEqualTo(expected);
    return proof;
  }

  private int execute(List<String> arguments) {
    PrintWriter out = new PrintWriter(said, true);
    return Main.commandLine().setOut(out).setErr(out).execute(arguments.toArray(String[]::new));
  }
}
