/** Who may use the HTTP port: bearer tokens, client certificates, host names, TLS. */
@NullMarked
package dev.plumbline.http.access;

import org.jspecify.annotations.NullMarked;
