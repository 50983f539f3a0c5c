package dev.plumbline.cli.replay;

import dev.plumbline.event.pane.ChainHead;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.alert.chain.ApartHistory;
import dev.plumbline.stage.alert.chain.ChainStateMap;
import dev.plumbline.stage.alert.chain.ChainStep;
import dev.plumbline.stage.alert.chain.ModelChain;
import dev.plumbline.stage.alert.chain.PaneChain;
import dev.plumbline.stage.alert.chain.PaneLink;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Set;

/** The heads that the alert stage would have published of a replay's panes, in order. */
final class ReplayHeads {

  private ReplayHeads() {}

  static void write(String model, ReplayVerdict verdict, BufferedWriter to) throws IOException {
    PaneChain chain = new PaneChain(model);
    ChainStateMap state = new ChainStateMap(ModelChain.START);
    ApartHistory apart = verdict.apart().getOrDefault(model, new ApartHistory());
    long number = 0;
    Set<Instant> pages = verdict.alerts().pagesAt(model);
    try (BufferedReader lines = Files.newBufferedReader(verdict.measures().panes(model))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        PaneLink pane = PaneLink.read(line.getBytes(StandardCharsets.UTF_8), apart.at(number++));
        ChainStep step = chain.after(state, pane);
        if (step.due() != null) {
          write(step.due(), to);
        }
        state.apply(step);
        if (step.anew() || pages.contains(pane.pane().end())) {
          write(chain.head(state), to);
        }
      }
    }
  }

  private static void write(ChainHead head, BufferedWriter to) throws IOException {
    to.write(Json.MAPPER.writeValueAsString(head));
    to.write('\n');
  }
}
