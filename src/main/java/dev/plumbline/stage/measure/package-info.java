@NullMarked
package dev.plumbline.stage.measure;

import org.jspecify.annotations.NullMarked;
