package org.chengyun.ingest.w3c;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a log does not say of itself. Immutable.
 *
 * @param names fields by what is read from them, in lower case
 * @param fields of records before the first header; empty if there are none
 * @param wholeSeconds true if whole numbers for durations are seconds, not milliseconds as IIS means
 */
record W3cSettings(Map<Column, List<String>> names, String fields, boolean wholeSeconds) {
    W3cSettings {
        names = Map.copyOf(new EnumMap<>(names));
    }

    List<String> names(Column column) {
        return names.getOrDefault(column, column.usual());
    }
}
