package org.chengyun.ingest.pull;

import java.nio.file.Path;

/** What a source answered. */
sealed interface Fetched {
    /** The same as last time, as the source says. */
    record NotModified() implements Fetched {}

    /**
     * A document, all of it.
     *
     * @param file that holds it, unpacked
     * @param sha256 of it, hexadecimal
     * @param etag empty if the source gives none
     * @param lastModified likewise
     */
    record Arrived(Path file, long bytes, String sha256, String etag, String lastModified) implements Fetched {}
}
