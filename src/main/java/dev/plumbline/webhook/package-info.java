/**
 * Posts of JSON to others: what is tried again, how they are signed, and how a signed one that
 * comes in is checked.
 */
@NullMarked
package dev.plumbline.webhook;

import org.jspecify.annotations.NullMarked;
