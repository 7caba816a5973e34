package org.chengyun.datasets.schema;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The fields of a dataset's observations, in the order of their bytes. Immutable.
 *
 * <p>Its Avro form is a record of the same fields: a required field has its plain type, any other is a union of null
 * and its type. In Kafka an observation is written in Avro's single-object encoding: {@code C3 01}, the schema's
 * CRC-64-AVRO fingerprint (little endian), the record. Optional fields may be appended: what was written without them
 * can still be read.
 */
public final class Schema {
    private final String name;
    private final List<Field> fields;
    /** By how many of the fields at the end are missing. */
    private final long[] fingerprints;

    public Schema(String dataset, List<Field> fields) {
        this.name = "org.chengyun.datasets." + dataset.replace('-', '_');
        this.fields = List.copyOf(fields);
        this.fingerprints = new long[1 + optionalAtEnd()];
        for (int missing = 0; missing < fingerprints.length; missing++) {
            String json = avroJson(this.fields.subList(0, size() - missing));
            fingerprints[missing] = Fingerprint.of(json.getBytes(StandardCharsets.UTF_8));
        }
    }

    private int optionalAtEnd() {
        int optional = 0;
        while (optional < size() && !field(size() - 1 - optional).required()) {
            optional++;
        }
        return optional;
    }

    public List<Field> fields() {
        return fields;
    }

    public int size() {
        return fields.size();
    }

    public Field field(int index) {
        return fields.get(index);
    }

    /** Position of the field of that name, or -1. */
    public int indexOf(String field) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the field of that name tells people apart. False if there is none. */
    public boolean isPersonal(String field) {
        int index = indexOf(field);
        return index >= 0 && field(index).pseudonymise();
    }

    /** CRC-64-AVRO of the canonical form. */
    public long fingerprint() {
        return fingerprints[0];
    }

    /**
     * How many fields an observation of that fingerprint holds: all of them, or fewer if it was written before optional
     * fields were appended; -1 if it is of another schema.
     */
    public int fieldsOf(long fingerprint) {
        for (int missing = 0; missing < fingerprints.length; missing++) {
            if (fingerprints[missing] == fingerprint) {
                return size() - missing;
            }
        }
        return -1;
    }

    /** The Avro schema in Parsing Canonical Form. */
    public String avroJson() {
        return avroJson(fields);
    }

    private String avroJson(List<Field> some) {
        return some.stream()
                .map(Schema::avroField)
                .collect(joining(",", "{\"name\":\"" + name + "\",\"type\":\"record\",\"fields\":[", "]}"));
    }

    private static String avroField(Field field) {
        String plain = "\"" + field.type().avro() + "\"";
        String type = field.required() ? plain : "[\"null\"," + plain + "]";
        return "{\"name\":\"" + field.name() + "\",\"type\":" + type + "}";
    }
}
