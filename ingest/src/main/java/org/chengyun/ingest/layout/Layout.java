package org.chengyun.ingest.layout;

import java.util.ArrayList;
import java.util.List;
import org.chengyun.ingest.layout.Part.Captured;
import org.chengyun.ingest.layout.Part.Field;
import org.chengyun.ingest.layout.Part.Text;
import org.chengyun.ingest.layout.Part.Time;

/** What a line consists of. Behind each field stands a text, or the end of the line. Immutable. */
final class Layout {
    final Part[] parts;
    /** True if lines may go on behind the last part. */
    final boolean more;

    private Layout(List<Part> parts, boolean more) {
        this.parts = parts.toArray(Part[]::new);
        this.more = more;
    }

    /**
     * A layout of these parts.
     *
     * @throws IllegalArgumentException if a line could not be taken apart again, or would not say what is needed
     */
    static Layout of(List<Part> parts, boolean more) {
        List<Part> clean = withoutQueries(parts);
        for (int i = 0; i + 1 < clean.size(); i++) {
            boolean bare = clean.get(i) instanceof Field && !(clean.get(i + 1) instanceof Text);
            if (bare) {
                throw new IllegalArgumentException("nothing stands between %s and %s: where one ends cannot be told"
                        .formatted(name(clean.get(i)), name(clean.get(i + 1))));
            }
        }
        if (clean.stream().noneMatch(Time.class::isInstance)) {
            throw new IllegalArgumentException("no field is the time of the request");
        }
        if (!has(clean, Role.REQUEST) && !has(clean, Role.TARGET)) {
            throw new IllegalArgumentException("no field is the request or its path");
        }
        return new Layout(oneOfEach(clean), more);
    }

    private static String name(Part part) {
        return switch (part) {
            case Field field -> field.name();
            case Time time -> time.name();
            case Text text -> "'" + text.shown() + "'";
            case Captured captured -> "the captured headers";
        };
    }

    private static boolean has(List<Part> parts, Role role) {
        return parts.stream().anyMatch(part -> part instanceof Field field && field.role() == role);
    }

    /** A query right behind its path belongs to it. */
    private static List<Part> withoutQueries(List<Part> parts) {
        List<Part> kept = new ArrayList<>();
        for (Part part : parts) {
            boolean query = part instanceof Field field && Directives.isQuery(field);
            boolean behindPath = !kept.isEmpty()
                    && kept.get(kept.size() - 1) instanceof Field before
                    && before.role() == Role.TARGET;
            if (!query || !behindPath) {
                kept.add(part);
            }
        }
        return kept;
    }

    /** Of several fields for one thing the best is kept: the final status, the finest duration, else the first. */
    private static List<Part> oneOfEach(List<Part> parts) {
        List<Part> kept = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean beaten = part instanceof Field field && best(parts, field, i) != i;
            kept.add(beaten ? new Field(name(part), Role.SKIPPED) : part);
        }
        return kept;
    }

    private static int best(List<Part> parts, Field field, int index) {
        if (field.role() == Role.SKIPPED || Directives.isSummand(field)) {
            return index;
        }
        int best = -1;
        for (int i = 0; i < parts.size(); i++) {
            boolean rival = parts.get(i) instanceof Field other
                    && other.role() == field.role()
                    && (best < 0 || isBetter(other, (Field) parts.get(best)));
            best = rival ? i : best;
        }
        return best;
    }

    private static boolean isBetter(Field field, Field than) {
        return field.perSecond() > than.perSecond()
                || (Directives.isFinalStatus(field) && !Directives.isFinalStatus(than));
    }
}
