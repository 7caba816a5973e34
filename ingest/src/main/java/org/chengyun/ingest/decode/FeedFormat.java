package org.chengyun.ingest.decode;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.chengyun.ingest.record.Boundary;
import org.chengyun.ingest.record.Framing;
import org.jspecify.annotations.Nullable;

/** A format of one dataset's feeds. Immutable. */
public interface FeedFormat {
    /** The names under which it can be asked for; the first is its own. */
    List<String> names();

    /** Which of the names fits, judged by the first bytes of a file. */
    Recognition recognise(byte[] head);

    /** The sites that tables of the format describe; none of most. */
    default List<KnownSite> sites() {
        return List.of();
    }

    /** False if the format is known only to be refused. */
    default boolean isFeed() {
        return true;
    }

    Framing framing();

    /** True if the number of a record means something, so that a stream cannot be begun anywhere. */
    default boolean countsRecords() {
        return false;
    }

    /** Between the fields of a CSV record. */
    default byte delimiter() {
        return ',';
    }

    /** Where the records of a document end; null unless the framing is {@link Framing#DOCUMENT}. */
    default @Nullable Boundary boundary() {
        return null;
    }

    /**
     * What a name means for a file that was recognised.
     *
     * @param asked one of {@link #names()}
     * @param recognised the name by which the file was recognised
     */
    default String exactName(String asked, String recognised) {
        return asked.equals(names().get(0)) ? recognised : asked;
    }

    /** True if each line is a JSON object. */
    default boolean isJson() {
        return false;
    }

    /**
     * Whose cases the records are, unless somebody says so: the city's whose codes they use; empty if they are no cases.
     *
     * @param name one of {@link #names()}
     * @param otherwise the answer if the codes are no city's
     */
    default Optional<String> cases(String name, String otherwise) {
        return Optional.empty();
    }

    /** Of times without an offset, if the format knows. */
    default Optional<ZoneId> zone() {
        return Optional.empty();
    }

    /**
     * A new decoder.
     *
     * @param name one of {@link #names()}
     * @param preamble the bytes that {@link Recognition.Fits} set apart
     */
    RecordDecoder decoder(String name, byte[] preamble, ZoneId zone, Pseudonyms pseudonyms);
}
