@NullMarked
package dev.plumbline.stage.score;

import org.jspecify.annotations.NullMarked;
