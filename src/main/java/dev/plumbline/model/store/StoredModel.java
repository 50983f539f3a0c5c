package dev.plumbline.model.store;

/**
 * A version that lies in a store.
 *
 * @param location directory or URI
 * @param sha256 over all of its files, {@link FolderManifest#digest}
 */
public record StoredModel(String model, String version, String location, String sha256) {}
