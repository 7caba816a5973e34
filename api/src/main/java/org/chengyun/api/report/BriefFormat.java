package org.chengyun.api.report;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a brief can be handed out as. */
public enum BriefFormat {
    PDF("application/pdf"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    CSV("text/csv;charset=UTF-8");

    private final String contentType;

    BriefFormat(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /** The file name's ending, without the dot. */
    public String extension() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<BriefFormat> ofExtension(String extension) {
        return Arrays.stream(values())
                .filter(format -> format.extension().equals(extension))
                .findFirst();
    }
}
