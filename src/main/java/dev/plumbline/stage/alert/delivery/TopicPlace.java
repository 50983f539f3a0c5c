package dev.plumbline.stage.alert.delivery;

/** A partition of one of the topics that a sink is told of. */
record TopicPlace(String topic, int partition) {}
