package dev.plumbline.http.access;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * PEM files of the port.
 *
 * @param certificate the server's, followed by those that vouch for it
 * @param key its private key, not encrypted
 * @param clientCa who vouches for clients' certificates; null asks for none
 */
public record TlsFiles(Path certificate, Path key, @Nullable Path clientCa) {}
