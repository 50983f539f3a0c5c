/** What drift watches, and what it is measured against. */
@NullMarked
package dev.plumbline.policy.drift;

import org.jspecify.annotations.NullMarked;
