/** Records of producers that come over HTTP: read, looked at, stored, and only then answered. */
@NullMarked
package dev.plumbline.http.intake;

import org.jspecify.annotations.NullMarked;
