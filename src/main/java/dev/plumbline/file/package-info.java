/** How files are opened, whatever they hold. */
@NullMarked
package dev.plumbline.file;

import org.jspecify.annotations.NullMarked;
