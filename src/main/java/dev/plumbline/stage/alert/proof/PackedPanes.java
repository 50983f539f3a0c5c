package dev.plumbline.stage.alert.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.alert.chain.CountKind;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.Deflater;

/**
 * Panes as columns of numbers: the steps between their starts in panes, then of each group and
 * count the counts, null where a pane does not have it. The JSON of these lists is deflated (zlib)
 * and written in base 64.
 */
final class PackedPanes {

  private PackedPanes() {}

  static ObjectNode json(List<ProofPane> panes, ProofPlan plan, long length) throws ProofException {
    List<GroupName> shown = plan.groups();
    TreeSet<String> counts = new TreeSet<>();
    for (ProofPane pane : panes) {
      pane.counts().values().forEach(of -> counts.addAll(of.keySet()));
    }
    counts.removeIf(name -> !plan.shows(CountKind.of(name)));
    ArrayNode columns = Json.MAPPER.createArrayNode();
    ArrayNode steps = columns.addArray();
    long before = panes.get(0).start();
    for (ProofPane pane : panes) {
      long step = pane.start() - before;
      if (step < 0 || step % length != 0) {
        throw new ProofException("a pane is not as long as the policy's windows.advance");
      }
      steps.add(step / length);
      before = pane.start();
    }
    for (GroupName group : shown) {
      for (String count : counts) {
        column(columns.addArray(), panes, group, count);
      }
    }
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("first", panes.get(0).start());
    json.put("length", length);
    json.put("number", panes.size());
    ArrayNode groups = json.putArray("groups");
    shown.forEach(name -> groups.addArray().add(name.attribute()).add(name.group()));
    counts.forEach(json.putArray("counts")::add);
    return json.put("packed", deflated(columns));
  }

  private static void column(ArrayNode to, List<ProofPane> panes, GroupName group, String count) {
    SortedMap<String, Long> none = new TreeMap<>();
    for (ProofPane pane : panes) {
      to.add(pane.counts().getOrDefault(group, none).get(count));
    }
  }

  static String deflated(JsonNode json) {
    byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(bytes);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] part = new byte[8192];
      while (!deflater.finished()) {
        out.write(part, 0, deflater.deflate(part));
      }
      return Base64.getEncoder().encodeToString(out.toByteArray());
    } finally {
      deflater.end();
    }
  }
}
