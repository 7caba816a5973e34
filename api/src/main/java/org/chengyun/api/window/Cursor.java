package org.chengyun.api.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;
import org.chengyun.api.problem.ProblemCode;
import org.chengyun.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, opaque to callers. It holds a position, not an offset: what is committed in between neither repeats
 * nor hides a row that was there. It grants nothing; the scope is applied anew to each page.
 */
public final class Cursor {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Cursor() {}

    private record Content(long question, List<@Nullable String> position) {}

    /**
     * A position as text.
     *
     * @param question what was asked, apart from limit and cursor
     */
    public static String write(Object question, List<@Nullable String> position) {
        try {
            byte[] json = JSON.writeValueAsBytes(new Content(fingerprint(question), position));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a list of texts is always JSON", e);
        }
    }

    /**
     * The position in the text.
     *
     * @throws ProblemException {@code cursor-malformed}, also if it belongs to another question
     */
    public static List<@Nullable String> read(Object question, String cursor) {
        try {
            Content content = JSON.readValue(Base64.getUrlDecoder().decode(cursor), Content.class);
            if (content.question == fingerprint(question) && content.position != null) {
                return content.position;
            }
        } catch (IllegalArgumentException | java.io.IOException e) {
            // falls through to the same answer: whatever this is, it is no cursor of ours
        }
        throw malformed();
    }

    /** For positions that make no sense although the cursor can be read. */
    public static ProblemException malformed() {
        return new ProblemException(
                ProblemCode.CURSOR_MALFORMED,
                "Pass 'next' of the page before unchanged, with the same metric, window, from, to and by;"
                        + " or leave 'cursor' out to start again.");
    }

    private static long fingerprint(Object question) {
        var checksum = new CRC32C();
        checksum.update(question.toString().getBytes(UTF_8));
        return checksum.getValue();
    }
}
