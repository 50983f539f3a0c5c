package dev.plumbline.stage.alert.search;

import dev.plumbline.cli.proof.WatchedPanes;
import dev.plumbline.event.pane.PaneCounts;
import dev.plumbline.kafka.topic.Topics;
import dev.plumbline.policy.Policy;
import dev.plumbline.stage.alert.AlertTestPolicies;
import dev.plumbline.stage.alert.chain.ChainStateMap;
import dev.plumbline.stage.alert.chain.ModelChain;
import dev.plumbline.stage.alert.chain.PaneChain;
import dev.plumbline.stage.alert.chain.PaneLink;
import dev.plumbline.stage.alert.memory.WatchStateMap;
import dev.plumbline.stage.alert.memory.WatchStep;
import dev.plumbline.stage.alert.search.SearchedTraffic.Gap;
import dev.plumbline.stage.alert.watch.AlertStateMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a pane of all pairs and triples of five attributes with five values costs the alert stage,
 * beside one without a search, in CPU time of one thread. From the command line only; the argument
 * is how many panes, of which the first half warms up.
 */
final class SearchCost {

  private static final int PEOPLE = 6_000;

  private long reading;
  private long detectors;
  private long chain;
  private long heads;
  private long stage;

  private SearchCost() {}

  public static void main(String[] arguments) throws IOException {
    int panes = Integer.parseInt(arguments[0]);
    String yaml = SearchSimulation.yaml("PT1M", SearchSimulation.FOUR_RULES);
    Gap gap = new Gap(Map.of("age", "v0", "job", "v0", "sex", "v0"), 0.3);
    run("without a search", yaml.replace("  search: {depth: 3}\n", ""), panes, List.of());
    run("with a search", yaml, panes, List.of());
    run("with a search, a group set apart", yaml, panes, List.of(gap));
  }

  private static void run(String name, String yaml, int panes, List<Gap> gaps) throws IOException {
    Policy policy = AlertTestPolicies.read(yaml);
    SearchedTraffic traffic =
        new SearchedTraffic(
            AlertTestPolicies.read(SearchSimulation.yaml("PT1M", SearchSimulation.FOUR_RULES)), 1);
    WatchStateMap memory = new WatchStateMap();
    PaneChain links = new PaneChain(policy.model());
    ChainStateMap state = new ChainStateMap(ModelChain.START);
    SearchCost cost = new SearchCost();
    Path folder = Files.createTempDirectory("search-cost");
    try (WatchedPanes watched = new WatchedPanes(folder, yaml)) {
      for (int i = 0; i < panes; i++) {
        PaneCounts counted = traffic.pane(i, PEOPLE, 0.6, gaps);
        PaneCounts pane = policy.groups().search().isOn() ? counted : withoutCells(counted);
        byte[] value = Topics.PANE_COUNTS.valueSerde().serializer().serialize("", pane);
        if (i == panes / 2) {
          cost = new SearchCost();
        }
        cost.pane(policy, memory, links, state, value);
        long start = cpu();
        watched.add(policy.model(), value);
        cost.stage += cpu() - start;
      }
    }
    int timed = panes - panes / 2;
    System.out.printf(
        Locale.ROOT,
        "%s: read %.1f ms a pane, detectors %.1f, rows and links of the chain %.1f, a head %.1f; the stage with its stores %.1f%n",
        name,
        cost.reading / 1e6 / timed,
        cost.detectors / 1e6 / timed,
        cost.chain / 1e6 / timed,
        cost.heads / 1e6 / timed,
        cost.stage / 1e6 / timed);
  }

  private void pane(
      Policy policy, WatchStateMap memory, PaneChain links, ChainStateMap state, byte[] value) {
    long start = cpu();
    PaneCounts pane = Topics.PANE_COUNTS.valueSerde().deserializer().deserialize("", value);
    long read = cpu();
    WatchStep step = new AlertStateMachine(policy).onPane(memory, pane);
    memory.apply(step);
    long stepped = cpu();
    state.apply(links.after(state, PaneLink.read(value, step.apart())));
    long linked = cpu();
    links.head(state);
    reading += read - start;
    detectors += stepped - read;
    chain += linked - stepped;
    heads += cpu() - linked;
  }

  private static PaneCounts withoutCells(PaneCounts pane) {
    return new PaneCounts(
        pane.model(),
        pane.pane(),
        pane.groups(),
        pane.labels(),
        pane.examples(),
        pane.modelVersion(),
        pane.policyVersion(),
        pane.counted(),
        pane.people(),
        pane.scores(),
        pane.indicators(),
        pane.counterfactuals());
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
