package dev.plumbline.http.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Collection;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;

/**
 * Keys and certificates of PEM files, as Jetty takes them.
 *
 * @param own the server's key with its chain
 * @param password that the key has in there, in memory alone
 * @param clients who vouches for clients; null when they are not asked
 */
record TlsKeys(KeyStore own, String password, @Nullable KeyStore clients) {

  /** A key in a key store must have one; it protects nothing there. */
  private static final String PASSWORD = "in-memory";

  /**
   * @throws AccessException when a file cannot be used, or key and certificate do not belong
   *     together
   */
  static TlsKeys read(TlsFiles files) {
    Certificate[] chain =
        certificates(files.certificate(), "certificate").toArray(new Certificate[0]);
    PrivateKey key = key(files.key());
    try {
      if (!belong(key, chain[0].getPublicKey())) {
        throw new AccessException(
            "http.tls.key " + files.key() + " is no key of http.tls.certificate");
      }
      KeyStore own = empty();
      own.setKeyEntry("server", key, PASSWORD.toCharArray(), chain);
      return new TlsKeys(own, PASSWORD, clients(files.clientCa()));
    } catch (GeneralSecurityException | IOException e) {
      throw new AccessException("http.tls: " + e.getMessage(), e);
    }
  }

  /** Files that are changed one after the other do not fit for a moment. */
  private static boolean belong(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    String algorithm = key.getAlgorithm();
    if (!algorithm.equals(certified.getAlgorithm())) {
      return false;
    }
    Signature signature =
        Signature.getInstance(
            switch (algorithm) {
              case "RSA" -> "SHA256withRSA";
              case "EC" -> "SHA256withECDSA";
              default -> algorithm;
            });
    byte[] sample = PASSWORD.getBytes(StandardCharsets.US_ASCII);
    signature.initSign(key);
    signature.update(sample);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(sample);
    return signature.verify(signed);
  }

  private static @Nullable KeyStore clients(@Nullable Path file)
      throws GeneralSecurityException, IOException {
    if (file == null) {
      return null;
    }
    KeyStore trusted = empty();
    int number = 0;
    for (Certificate each : certificates(file, "clientCa")) {
      trusted.setCertificateEntry("ca-" + number++, each);
    }
    return trusted;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file, String key) {
    try {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
      if (!read.isEmpty()) {
        return read;
      }
    } catch (IOException e) {
      throw new AccessException("http.tls." + key + " " + file + " cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw new AccessException("http.tls." + key + " " + file + " has no PEM certificate", e);
    }
    throw new AccessException("http.tls." + key + " " + file + " has no PEM certificate");
  }

  private static PrivateKey key(PrivateKeyInfo info) throws IOException {
    PrivateKey key = new JcaPEMKeyConverter().getPrivateKey(info);
    String algorithm = key.getAlgorithm();
    try { // BouncyCastle calls an elliptic key ECDSA, and the certificate's EC
      return KeyFactory.getInstance(algorithm.equals("ECDSA") ? "EC" : algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IOException("a key of an algorithm that TLS does not have", e);
    }
  }

  private static PrivateKey key(Path file) {
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.US_ASCII);
        PEMParser pem = new PEMParser(in)) {
      for (Object each = pem.readObject(); each != null; each = pem.readObject()) {
        if (each instanceof PEMKeyPair pair) {
          return key(pair.getPrivateKeyInfo());
        }
        if (each instanceof PrivateKeyInfo info) {
          return key(info);
        }
      }
    } catch (IOException e) {
      throw new AccessException("http.tls.key " + file + " cannot be read", e);
    }
    throw new AccessException(
        "http.tls.key " + file + " has no PEM private key without a password");
  }
}
