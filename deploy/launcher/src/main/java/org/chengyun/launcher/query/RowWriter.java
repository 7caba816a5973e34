package org.chengyun.launcher.query;

import com.fasterxml.jackson.databind.JsonNode;

/** Writes the rows of an answer in one form. Called with every row in order, then once with the end. */
interface RowWriter {
    void row(JsonNode row);

    void end();
}
