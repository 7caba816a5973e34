package org.chengyun.datasets.schema;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The fields of a dataset's observations, in the order of their bytes. Immutable.
 *
 * <p>Its Avro form is a record of the same fields: a required field has its plain type, any other is a union of null
 * and its type. In Kafka an observation is written in Avro's single-object encoding: {@code C3 01}, the schema's
 * CRC-64-AVRO fingerprint (little endian), the record.
 */
public final class Schema {
    private final String name;
    private final List<Field> fields;
    private final long fingerprint;

    public Schema(String dataset, List<Field> fields) {
        this.name = "org.chengyun.datasets." + dataset.replace('-', '_');
        this.fields = List.copyOf(fields);
        this.fingerprint = Fingerprint.of(avroJson().getBytes(StandardCharsets.UTF_8));
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

    /** CRC-64-AVRO of the canonical form. */
    public long fingerprint() {
        return fingerprint;
    }

    /** The Avro schema in Parsing Canonical Form. */
    public String avroJson() {
        return fields.stream()
                .map(Schema::avroField)
                .collect(joining(",", "{\"name\":\"" + name + "\",\"type\":\"record\",\"fields\":[", "]}"));
    }

    private static String avroField(Field field) {
        String plain = "\"" + field.type().avro() + "\"";
        String type = field.required() ? plain : "[\"null\"," + plain + "]";
        return "{\"name\":\"" + field.name() + "\",\"type\":" + type + "}";
    }
}
