package dev.plumbline.stage.redact.detect;

import dev.plumbline.stage.redact.detect.characters.ContextWords;
import dev.plumbline.stage.redact.detect.characters.MatchEdge;
import dev.plumbline.stage.redact.detect.standard.MatchValidator;

/**
 * One pattern of an entity, ready to run; the pattern itself is in the automaton.
 *
 * @param score confidence without context, in (0, 1]
 * @param boost what a context word adds
 * @param context number of its set of context words, or {@link ContextWords#NONE}
 */
record PatternRule(
    String entity,
    MatchEdge edge,
    MatchValidator validator,
    double score,
    double boost,
    int context) {}
