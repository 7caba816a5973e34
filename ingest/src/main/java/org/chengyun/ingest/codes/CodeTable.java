package org.chengyun.ingest.codes;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One city's codes and what they mean. A city that gives a code another meaning gets another version; what happened
 * before keeps the meaning that it had. Immutable.
 *
 * @param id the name of the table, such as {@code san-francisco}
 * @param versions in the order of their first day
 */
public record CodeTable(String id, List<Version> versions) {
    /** The category of a code that the table does not have. */
    public static final String UNLISTED = "unlisted";

    public CodeTable {
        versions = List.copyOf(versions);
    }

    /**
     * What holds from a day on until the next version begins.
     *
     * @param from first day, on the city's calendar
     * @param categories by code, as {@link #plain} writes it
     */
    public record Version(int number, LocalDate from, Map<String, String> categories) {
        public Version {
            categories = Map.copyOf(categories);
        }
    }

    /**
     * The category of the first of the codes that the version of the day has; {@link #UNLISTED} if it has none of them.
     *
     * @param codes what the source says, the most exact first: a code, a name, a name with less detail
     */
    public String category(LocalDate day, List<String> codes) {
        Version version = version(day);
        if (version != null) {
            for (String code : codes) {
                String category = version.categories.get(plain(code));
                if (category != null) {
                    return category;
                }
            }
        }
        return UNLISTED;
    }

    private @Nullable Version version(LocalDate day) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (!versions.get(i).from.isAfter(day)) {
                return versions.get(i);
            }
        }
        return null;
    }

    /** A code without what sources vary: case, wide or narrow letters, and space around and within. Leading zeros count. */
    public static String plain(String code) {
        return Normalizer.normalize(code, Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
    }
}
