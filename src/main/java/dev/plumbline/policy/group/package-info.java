/** Who is compared with whom, and what groups are called. */
@NullMarked
package dev.plumbline.policy.group;

import org.jspecify.annotations.NullMarked;
