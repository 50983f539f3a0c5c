/**
 * The keys of redaction: Tink keysets from files or environment variables. Hashes and pseudonyms
 * (HMAC-SHA-256), reversible tokens (AES-SIV), sealed dead letters (HPKE). No message of an
 * exception here holds a key or a value.
 */
@NullMarked
package dev.plumbline.stage.redact.keys;

import org.jspecify.annotations.NullMarked;
