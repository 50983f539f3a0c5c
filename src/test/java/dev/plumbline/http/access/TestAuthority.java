package dev.plumbline.http.access;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates of a test's servers and clients. */
final class TestAuthority {

  /** A certificate with its key. */
  record Identity(PrivateKey key, X509Certificate certificate) {}

  private static final char[] PASSWORD = "test".toCharArray();

  private final KeyPair keys = pair("RSA");
  private final X500Name name = new X500Name("CN=Test authority");
  final X509Certificate certificate = sign(name, keys, true);

  /**
   * @param algorithm RSA or EC
   */
  Identity identity(String algorithm) {
    KeyPair own = pair(algorithm);
    return new Identity(own.getPrivate(), sign(new X500Name("CN=127.0.0.1"), own, false));
  }

  private static KeyPair pair(String algorithm) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private X509Certificate sign(X500Name subject, KeyPair of, boolean authority) {
    try {
      Instant now = Instant.now();
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(now.minusSeconds(60)),
              Date.from(now.plusSeconds(3600)),
              subject,
              of.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A client that trusts this authority and shows what is given, if anything is. */
  SSLContext client(Identity... shown) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    for (Identity each : shown) {
      own.setKeyEntry("own", each.key, PASSWORD, new Certificate[] {each.certificate});
    }
    KeyManagerFactory keysOf =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keysOf.init(own, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keysOf.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** In the older form of each algorithm, which begins with its name. */
  static void write(Path file, Object... pem) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter out = new JcaPEMWriter(text)) {
      for (Object each : pem) {
        out.writeObject(each);
      }
    }
    Files.writeString(file, text.toString());
  }

  /** In the form that begins with BEGIN PRIVATE KEY. */
  static void writePkcs8(Path file, PrivateKey key) throws IOException {
    write(file, new JcaPKCS8Generator(key, null));
  }
}
