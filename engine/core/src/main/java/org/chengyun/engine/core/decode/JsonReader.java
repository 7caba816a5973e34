package org.chengyun.engine.core.decode;

import java.util.Arrays;
import org.chengyun.datasets.catalogue.Dataset;

/**
 * Reads observations that are JSON objects. A writer gives all its records the same order of members, so each name is
 * first compared with the one that stood there last time.
 */
final class JsonReader extends ObservationReader {
    private static final int IGNORED = -1;
    private static final int MOST_REMEMBERED = 256;

    private final JsonScanner json = new JsonScanner();
    private final JsonName[] names;
    private final boolean[] seen;
    /** Field of the n-th member of the record before. */
    private final int[] order = new int[MOST_REMEMBERED];

    JsonReader(Dataset dataset, boolean[] coded, boolean[] hashed, Dictionary dictionary) {
        super(dataset, coded, hashed, dictionary);
        names = new JsonName[fields.length];
        for (int i = 0; i < fields.length; i++) {
            names[i] = new JsonName(fields[i].name());
        }
        seen = new boolean[fields.length];
    }

    @Override
    void readRecord() {
        json.bytes = buffer;
        json.at = at;
        json.end = end;
        Arrays.fill(seen, false);
        Arrays.fill(row.present, false);
        members();
        json.peek();
        if (json.failed()) {
            reject(Rejection.RECORD_MALFORMED);
        }
        for (int i = 0; i < fields.length && rejection == null; i++) {
            if (!row.present[i] && fields[i].required()) {
                reject(Rejection.VALUE_MISSING);
            }
        }
        at = json.at;
    }

    private void members() {
        json.take('{');
        if (json.peek() == '}') {
            json.at++;
            return;
        }
        int member = 0;
        do {
            int slot = Math.min(member++, MOST_REMEMBERED - 1);
            int field = order[slot];
            if (field == IGNORED || !names[field].takenFrom(json)) {
                json.string();
                field = json.failed() ? IGNORED : search(field);
                order[slot] = field;
                json.take(':');
            }
            if (field == IGNORED) {
                json.skip();
            } else {
                value(field);
            }
        } while (rejection == null && json.more('}'));
    }

    private int search(int likely) {
        if (likely != IGNORED && names[likely].equalsText(json)) {
            return likely;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equalsText(json)) {
                return i;
            }
        }
        return IGNORED;
    }

    private void value(int field) {
        if (seen[field]) {
            reject(Rejection.RECORD_MALFORMED);
            return;
        }
        seen[field] = true;
        int first = json.peek();
        if (first == 'n') {
            json.word("null");
            return;
        }
        row.present[field] = true;
        switch (fields[field].type()) {
            case TEXT -> text(field, first);
            case NUMBER -> number(field, first);
            case INTEGER, TIME -> whole(field, first);
            case BOOLEAN -> flag(field, first);
        }
    }

    private void text(int field, int first) {
        if (first != '"') {
            mismatch();
            return;
        }
        json.string();
        if (needed[field] && !json.failed()) {
            text(field, json.textBytes, json.textFrom, json.textTo - json.textFrom);
        }
    }

    private void number(int field, int first) {
        if (!isNumber(first)) {
            mismatch();
            return;
        }
        json.number();
        if (!json.failed()) {
            number(field, json.asDouble());
        }
    }

    private void whole(int field, int first) {
        if (!isNumber(first)) {
            mismatch();
            return;
        }
        json.number();
        if (json.failed()) {
            return;
        }
        long value = 0;
        if (json.isPlainLong()) {
            value = json.asLong();
        } else {
            Long exact = json.asBoxedLong();
            if (exact == null) {
                reject(Rejection.TYPE_MISMATCH);
                return;
            }
            value = exact;
        }
        switch (fields[field].type()) {
            case TIME -> time(field, value);
            default -> integer(field, value);
        }
    }

    private static boolean isNumber(int first) {
        return first == '-' || (first >= '0' && first <= '9');
    }

    private void flag(int field, int first) {
        if (first != 't' && first != 'f') {
            mismatch();
            return;
        }
        json.word(first == 't' ? "true" : "false");
        row.codes[field] = first == 't' ? 1 : 0;
    }

    /** A value of another type, if it is JSON at all. */
    private void mismatch() {
        json.skip();
        if (!json.failed()) {
            reject(Rejection.TYPE_MISMATCH);
        }
    }
}
