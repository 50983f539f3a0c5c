/**
 * People, places and organisations by a token-classification model. Reads texts, gives spans in
 * their UTF-16 indices; knows nothing of Kafka. Promises that every token of a text, however long,
 * is looked at with its neighbours on both sides, and that what is wrong with a model shows when it
 * is loaded.
 */
@NullMarked
package dev.plumbline.stage.redact.ner;

import org.jspecify.annotations.NullMarked;
