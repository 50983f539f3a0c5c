@NullMarked
package dev.plumbline.config;

import org.jspecify.annotations.NullMarked;
