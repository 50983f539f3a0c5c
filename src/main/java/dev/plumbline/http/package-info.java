/**
 * What people and Prometheus see: metrics, health, a small API and the live page. Reads topics;
 * writes nothing. The one thing it takes is the signed word of a pipeline on how a training ended.
 */
@NullMarked
package dev.plumbline.http;

import org.jspecify.annotations.NullMarked;
