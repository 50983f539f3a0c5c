@NullMarked
package dev.plumbline.stage.alert;

import org.jspecify.annotations.NullMarked;
