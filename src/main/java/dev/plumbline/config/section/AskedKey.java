package dev.plumbline.config.section;

import org.jspecify.annotations.Nullable;

/**
 * A key that a reader asked for, whether or not the file has it. The JSON Schemas and the reference
 * in {@code docs/} are held to these.
 *
 * @param path dotted; {@code []} stands for an item of a list, {@code *} for a key of the file's
 *     own choice
 * @param otherwise what a missing key stands for; null where the section does not know
 */
public record AskedKey(String path, KeyType type, @Nullable Object otherwise) {}
