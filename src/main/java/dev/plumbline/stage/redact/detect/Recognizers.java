package dev.plumbline.stage.redact.detect;

import dev.plumbline.stage.redact.detect.automaton.Automaton;
import dev.plumbline.stage.redact.detect.automaton.Automaton.State;
import dev.plumbline.stage.redact.detect.automaton.Pattern;
import dev.plumbline.stage.redact.detect.automaton.Trigger;
import dev.plumbline.stage.redact.detect.standard.Validators;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a detector looks for, ready to run: one automaton, one trie of context words, finders. */
final class Recognizers {

  private final List<Pattern> patterns = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final ContextWords words = new ContextWords();
  private final int counters = words.number(RecognizerFiles.COUNTERS);
  private final Triggers triggers = new Triggers();
  private final @Nullable Finder[] finders = new @Nullable Finder[0x80];
  private @Nullable PhoneFinder phones;
  private final Automaton automaton;
  private final State atWord;
  private final State atDigit;

  Recognizers(List<RecognizerSpec> specs, List<String> phoneRegions) {
    for (RecognizerSpec spec : specs) {
      if (spec.pattern() != null) {
        addRule(spec, Pattern.of(spec.pattern(), spec.spaced()));
      } else {
        addFinder(spec, phoneRegions);
      }
    }
    words.freeze();
    BitSet all = new BitSet();
    BitSet digits = new BitSet();
    for (int i = 0; i < rules.size(); i++) {
      all.set(i);
      digits.set(i, rules.get(i).edge() == Edge.DIGIT);
    }
    this.automaton = new Automaton(patterns);
    this.atWord = automaton.start(all);
    this.atDigit = automaton.start(digits);
  }

  private void addRule(RecognizerSpec spec, Pattern pattern) {
    patterns.add(pattern);
    Trigger.of(pattern, Validators.needsDigit(spec.validator())).forEach(triggers::add);
    rules.add(
        new Rule(
            spec.entity(),
            spec.edge(),
            Validators.named(spec.validator()),
            spec.score(),
            spec.validator().equals("any") ? Candidates.BOOST : Candidates.CHECKED_BOOST,
            words.number(spec.context())));
  }

  private void addFinder(RecognizerSpec spec, List<String> phoneRegions) {
    switch (String.valueOf(spec.finder())) {
      case "email" -> add(new EmailFinder(spec.entity(), spec.score()), "@");
      case "url" -> add(new UrlFinder(spec.entity(), spec.score()), ".:");
      case "phone" -> {
        phones =
            new PhoneFinder(
                spec.entity(), spec.score(), words.number(spec.context()), phoneRegions);
        DigitGroups.OPENING.chars().forEach(c -> triggers.addOpening((char) c));
      }
      default -> throw new IllegalArgumentException("no finder " + spec.finder());
    }
  }

  private void add(Finder finder, String anchors) {
    for (int i = 0; i < anchors.length(); i++) {
      finders[anchors.charAt(i)] = finder;
      triggers.addAnchor(anchors.charAt(i));
    }
  }

  Triggers triggers() {
    return triggers;
  }

  Automaton automaton() {
    return automaton;
  }

  State atWord() {
    return atWord;
  }

  State atDigit() {
    return atDigit;
  }

  int size() {
    return rules.size();
  }

  Rule rule(int number) {
    return rules.get(number);
  }

  @Nullable Finder finder(char anchor) {
    return finders[anchor];
  }

  @Nullable PhoneFinder phones() {
    return phones;
  }

  Surroundings surroundings(FoldedText text) {
    return new Surroundings(words, counters, text);
  }
}
