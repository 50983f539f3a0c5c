/**
 * The durable ring: a logged store of a few fixed slots that keeps records while they wait for an
 * answer, so that their input may be committed before the answer has come.
 */
@NullMarked
package dev.plumbline.kafka.ring;

import org.jspecify.annotations.NullMarked;
