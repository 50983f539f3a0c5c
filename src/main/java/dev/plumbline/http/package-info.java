/**
 * What people and Prometheus see: metrics, health, a small API and the live page. Reads topics;
 * writes nothing.
 */
@NullMarked
package dev.plumbline.http;

import org.jspecify.annotations.NullMarked;
