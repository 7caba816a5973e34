package org.chengyun.datasets.schema;

/** Type of a field's values. The words are those of dataset.yaml. */
public enum ValueType {
    /** UTF-8 text. */
    TEXT("string"),
    /** 64-bit floating point, always finite. */
    NUMBER("double"),
    /** 64-bit whole number. */
    INTEGER("long"),
    BOOLEAN("boolean"),
    /** Milliseconds since 1970-01-01T00:00Z. */
    TIME("long");

    private final String avro;

    ValueType(String avro) {
        this.avro = avro;
    }

    /** Name of the Avro primitive that holds it. */
    public String avro() {
        return avro;
    }

    public boolean isNumeric() {
        return this == NUMBER || this == INTEGER;
    }
}
