/**
 * Finds personal data in a text; pure, and in time linear in the text. Recognizers are data (the
 * YAML files beside this package in the resources), validators are small named functions. One pass
 * over the text decides which recognizers run at all.
 */
@NullMarked
package dev.plumbline.stage.redact.detect;

import org.jspecify.annotations.NullMarked;
