package dev.plumbline.stage.alert.proof;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.kafka.topic.Json;
import dev.plumbline.stage.alert.chain.ChainState;
import dev.plumbline.stage.alert.chain.CountKind;
import dev.plumbline.stage.alert.chain.GroupChain;
import dev.plumbline.stage.alert.chain.PaneChain;
import dev.plumbline.stage.alert.chain.Sha256;
import dev.plumbline.stage.alert.evidence.GroupName;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a day's head is made of besides the counts that a proof shows.
 *
 * @param day its number in the chain
 * @param json hashes only
 */
record ChainDay(long day, ObjectNode json) {

  /**
   * @param plan whose groups' counts the proof shows
   */
  static ChainDay of(PaneChain chain, ChainState state, ProofPlan plan) {
    List<GroupName> shown = plan.groups();
    ObjectNode day = Json.MAPPER.createObjectNode();
    day.put("records", state.model().records());
    long number = state.model().days();
    ArrayNode hidden = day.putArray("hidden");
    for (GroupName name : shown) {
      GroupChain group = state.group(name);
      ObjectNode kinds = hidden.addObject();
      for (CountKind kind : CountKind.values()) {
        if (group.day() == number && !plan.shows(kind) && !group.chain(kind).isEmpty()) {
          kinds.put(kind.label(), group.chain(kind));
        }
      }
    }
    Map<String, SortedMap<String, String>> lines = chain.groups(state);
    ArrayNode groups = day.putArray("groups");
    SortedMap<String, String> attributes = new TreeMap<>(chain.attributes(state));
    for (String attribute : new TreeSet<>(shown.stream().map(GroupName::attribute).toList())) {
      SortedMap<String, String> others =
          new TreeMap<>(lines.getOrDefault(attribute, new TreeMap<>()));
      shown.stream()
          .filter(name -> name.attribute().equals(attribute))
          .forEach(name -> others.remove(Sha256.hex(name.group())));
      others.values().forEach(groups.addArray()::add);
      attributes.remove(Sha256.hex(attribute));
    }
    attributes.values().forEach(day.putArray("attributes")::add);
    return new ChainDay(number, day);
  }
}
