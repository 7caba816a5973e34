package org.chengyun.datasets.catalogue;

/** How the observations of a dataset are written in Kafka. */
public enum Encoding {
    /** Avro single-object encoding of the dataset's schema: what ingest writes. */
    AVRO,
    /**
     * One JSON object with the dataset's field names: what other systems write. Times are epoch milliseconds; a field may
     * be null or left out if it is not required; members that are no fields are ignored.
     */
    JSON
}
