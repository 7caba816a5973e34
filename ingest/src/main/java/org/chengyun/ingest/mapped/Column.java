package org.chengyun.ingest.mapped;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A column of a source. Immutable.
 *
 * @param name what the format calls it
 * @param names what sources call it, preferred first; case, spaces and punctuation do not matter
 * @param required true if a source without it cannot be read
 * @param times forms of a time, tried in turn; empty if it holds none
 * @param then another column whose text follows this one's, such as the time of a day; null if it is whole
 * @param unit of its numbers; null if it is the unit of the field they go to
 * @param words the only values that it may have; empty if any
 * @param missing values that mean that there is none
 * @param guards other columns that tell whether there is a value; all must let it pass
 * @param prefix what is put before a text
 */
record Column(
        String name,
        List<String> names,
        boolean required,
        List<TimeForm> times,
        @Nullable String then,
        @Nullable String unit,
        Set<String> words,
        Set<String> missing,
        List<Guard> guards,
        String prefix) {
    /**
     * There is a value only where another column says so; where that one is empty, there is.
     *
     * @param column the other
     * @param allowed what it must be; empty if anything but {@code denied}
     * @param denied what it must not be
     */
    record Guard(String column, Set<String> allowed, Set<String> denied) {
        boolean lets(@Nullable String text) {
            if (text == null || text.isBlank()) {
                return true;
            }
            String word = text.strip();
            return (allowed.isEmpty() || allowed.contains(word)) && !denied.contains(word);
        }
    }

    /** A column name with what sources vary taken out of it. */
    static String plain(String name) {
        var plain = new StringBuilder(name.length());
        name.codePoints().filter(Character::isLetterOrDigit).forEach(plain::appendCodePoint);
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    /** True if the text means that there is no value. */
    boolean isMissing(@Nullable String text) {
        return text == null || text.isBlank() || missing.contains(text.strip());
    }
}
