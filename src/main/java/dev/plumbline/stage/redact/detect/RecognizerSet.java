package dev.plumbline.stage.redact.detect;

import dev.plumbline.stage.redact.detect.automaton.BoundedPattern;
import dev.plumbline.stage.redact.detect.automaton.PatternAutomaton;
import dev.plumbline.stage.redact.detect.automaton.PatternAutomaton.State;
import dev.plumbline.stage.redact.detect.automaton.PatternTrigger;
import dev.plumbline.stage.redact.detect.characters.ContextWords;
import dev.plumbline.stage.redact.detect.characters.DigitGroups;
import dev.plumbline.stage.redact.detect.characters.FoldedText;
import dev.plumbline.stage.redact.detect.characters.MatchEdge;
import dev.plumbline.stage.redact.detect.characters.NearbyContext;
import dev.plumbline.stage.redact.detect.characters.TriggerTable;
import dev.plumbline.stage.redact.detect.finder.DetectionCandidates;
import dev.plumbline.stage.redact.detect.finder.EmailFinder;
import dev.plumbline.stage.redact.detect.finder.EntityFinder;
import dev.plumbline.stage.redact.detect.finder.PhoneFinder;
import dev.plumbline.stage.redact.detect.finder.UrlFinder;
import dev.plumbline.stage.redact.detect.standard.ValidatorRegistry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a detector looks for, ready to run: one automaton, one trie of context words, finders. */
final class RecognizerSet {

  private final List<BoundedPattern> patterns = new ArrayList<>();
  private final List<PatternRule> rules = new ArrayList<>();
  private final PatternRule[] byNumber;
  private final ContextWords words = new ContextWords();
  private final int counters = words.number(RecognizerFiles.COUNTERS);
  private final TriggerTable triggers = new TriggerTable();
  private final BitSet spaced = new BitSet();
  private final @Nullable EntityFinder[] finders = new @Nullable EntityFinder[0x80];
  private @Nullable PhoneFinder phones;
  private final PatternAutomaton automaton;
  private final State atWord;
  private final State atSpaced;
  private final State atDigit;

  RecognizerSet(List<RecognizerSpec> specs, List<String> phoneRegions) {
    for (RecognizerSpec spec : specs) {
      if (spec.pattern() != null) {
        addRule(spec, BoundedPattern.of(spec.pattern(), spec.spaced()));
      } else {
        addFinder(spec, phoneRegions);
      }
    }
    byNumber = rules.toArray(PatternRule[]::new);
    words.freeze();
    triggers.freeze();
    BitSet all = new BitSet();
    BitSet digits = new BitSet();
    for (int i = 0; i < rules.size(); i++) {
      all.set(i);
      digits.set(i, rules.get(i).edge() == MatchEdge.DIGIT);
    }
    this.automaton = new PatternAutomaton(patterns);
    this.atWord = automaton.start(all);
    this.atSpaced = automaton.start(spaced);
    this.atDigit = automaton.start(digits);
  }

  private void addRule(RecognizerSpec spec, BoundedPattern pattern) {
    for (PatternTrigger trigger :
        PatternTrigger.of(pattern, ValidatorRegistry.needsDigit(spec.validator()))) {
      triggers.add(trigger);
      if (!trigger.isSolid()) {
        spaced.set(patterns.size());
      }
    }
    patterns.add(pattern);
    rules.add(
        new PatternRule(
            spec.entity(),
            spec.edge(),
            ValidatorRegistry.named(spec.validator()),
            spec.score(),
            spec.validator().equals("any")
                ? DetectionCandidates.BOOST
                : DetectionCandidates.CHECKED_BOOST,
            words.number(spec.context())));
  }

  private void addFinder(RecognizerSpec spec, List<String> phoneRegions) {
    switch (String.valueOf(spec.finder())) {
      case "email" -> {
        finders['@'] = new EmailFinder(spec.entity(), spec.score());
        triggers.addAnchor('@', EmailFinder.SHORTEST_DOMAIN);
      }
      case "url" -> {
        EntityFinder urls = new UrlFinder(spec.entity(), spec.score());
        finders['.'] = urls;
        finders[':'] = urls;
        triggers.addAnchorOfWord('.', UrlFinder.SHORTEST_TOP);
        triggers.addAnchor(':', UrlFinder.SHORTEST_BEHIND_SCHEME);
      }
      case "phone" -> {
        phones =
            new PhoneFinder(
                spec.entity(), spec.score(), words.number(spec.context()), phoneRegions);
        DigitGroups.OPENING.chars().forEach(c -> triggers.addOpening((char) c));
      }
      default -> throw new IllegalArgumentException("no finder " + spec.finder());
    }
  }

  TriggerTable triggers() {
    return triggers;
  }

  PatternAutomaton automaton() {
    return automaton;
  }

  State atWord() {
    return atWord;
  }

  /** Of patterns whose trigger may stand behind a space. */
  State atSpaced() {
    return atSpaced;
  }

  State atDigit() {
    return atDigit;
  }

  PatternRule rule(int number) {
    return byNumber[number];
  }

  @Nullable EntityFinder finder(char anchor) {
    return finders[anchor];
  }

  @Nullable PhoneFinder phones() {
    return phones;
  }

  NearbyContext surroundings(FoldedText text) {
    return new NearbyContext(words, counters, text);
  }
}
