package org.chengyun.launcher.query;

import com.fasterxml.jackson.databind.JsonNode;

/** A value of the API as text that loses nothing. Pure. */
final class Cell {
    private Cell() {}

    /** Counts as they are; doubles so that reading them gives the same double; empty for null. */
    static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (value.isIntegralNumber()) {
            return value.bigIntegerValue().toString();
        }
        return value.isNumber() ? Double.toString(value.doubleValue()) : value.asText();
    }
}
