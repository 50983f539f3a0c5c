package dev.plumbline.stage.score.explain;

/**
 * What one word of a text does to a prediction.
 *
 * @param start first character of the word, in code points (Python's characters), from 0
 * @param end character after the last
 * @param effect score of the predicted label with the word less that without it: above 0 the word
 *     speaks for the label
 */
public record WordEffect(int start, int end, String word, double effect) {}
