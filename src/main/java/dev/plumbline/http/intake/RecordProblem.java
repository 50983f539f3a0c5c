package dev.plumbline.http.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why a record is not taken. Quotes nothing of it.
 *
 * @param record its place among those that were sent, from 0
 * @param line of the body, from 1, where each record has a line of its own
 * @param field null when it is about the whole
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordProblem(
    int record, @Nullable Integer line, @Nullable String field, String reason) {}
