package dev.plumbline.model.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket of S3, or of a server that speaks its protocol. Credentials, region and another endpoint
 * come from where the AWS tools take them: environment, profile, or the machine's role.
 */
final class S3Storage implements ObjectStorage {

  private final String bucket;

  /** Empty, or ends with a slash. */
  private final String prefix;

  private final Supplier<S3Client> builder;
  private @Nullable S3Client client;

  /**
   * @param uri {@code s3://BUCKET/PREFIX}
   */
  S3Storage(URI uri) {
    this(uri, S3Storage::fromEnvironment);
  }

  S3Storage(URI uri, Supplier<S3Client> builder) {
    this.bucket = uri.getAuthority();
    String path = uri.getPath() == null ? "" : uri.getPath().replaceAll("^/+|/+$", "");
    this.prefix = path.isEmpty() ? "" : path + "/";
    this.builder = builder;
  }

  /**
   * Without the checksums of newer S3, which servers of others do not all know: every file has its
   * SHA-256 in the manifest. Such servers have no name for each bucket either.
   */
  private static S3Client fromEnvironment() {
    boolean elsewhere =
        Stream.of("aws.endpointUrlS3", "aws.endpointUrl")
                .anyMatch(name -> System.getProperty(name) != null)
            || Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
                .anyMatch(name -> System.getenv(name) != null);
    return S3Client.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .forcePathStyle(elsewhere)
        .build();
  }

  /** Made at the first call, so that a setting that is missing is an error like any other. */
  private synchronized S3Client client() {
    S3Client made = client == null ? builder.get() : client;
    client = made;
    return made;
  }

  private interface Call<T> {
    T on(S3Client client);
  }

  private <T> T call(String key, Call<T> call) throws IOException {
    try {
      return call.on(client());
    } catch (NoSuchKeyException e) {
      NoSuchFileException missing = new NoSuchFileException(location(key));
      missing.initCause(e);
      throw missing;
    } catch (SdkException e) {
      throw new IOException(location(key) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void put(String key, Path file) throws IOException {
    call(key, s3 -> s3.putObject(put -> put.bucket(bucket).key(prefix + key), file));
  }

  @Override
  public void get(String key, Path to) throws IOException {
    call(key, s3 -> s3.getObject(get -> get.bucket(bucket).key(prefix + key), to));
  }

  @Override
  public List<String> keys(String beginning) throws IOException {
    return call(
        beginning,
        s3 ->
            s3
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix + beginning))
                .contents()
                .stream()
                .map(S3Object::key)
                .map(key -> key.substring(prefix.length()))
                .toList());
  }

  @Override
  public void delete(String key) throws IOException {
    call(key, s3 -> s3.deleteObject(delete -> delete.bucket(bucket).key(prefix + key)));
  }

  @Override
  public String location(String key) {
    return "s3://" + bucket + "/" + prefix + key;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
