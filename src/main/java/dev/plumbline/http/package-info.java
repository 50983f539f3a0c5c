@NullMarked
package dev.plumbline.http;

import org.jspecify.annotations.NullMarked;
