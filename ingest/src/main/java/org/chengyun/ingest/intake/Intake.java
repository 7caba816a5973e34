package org.chengyun.ingest.intake;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.chengyun.datasets.catalogue.Dataset;
import org.chengyun.ingest.format.Choice;
import org.chengyun.ingest.format.Decoders;
import org.chengyun.ingest.problem.IngestProblem;
import org.chengyun.ingest.record.Framing;
import org.jspecify.annotations.Nullable;

/** Finds what a request names, or says with a problem why it cannot. Thread-safe. */
public final class Intake {
    private static final Pattern CASES = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    private final Decoders decoders;

    public Intake(Decoders decoders) {
        this.decoders = decoders;
    }

    public Decoders decoders() {
        return decoders;
    }

    /**
     * The dataset of that name.
     *
     * @throws IngestProblem 400 {@code dataset-unknown}
     */
    public Dataset dataset(String id) {
        return decoders.dataset(id).orElseThrow(() -> {
            List<String> known =
                    decoders.catalogue().datasets().stream().map(Dataset::id).toList();
            return IngestProblem.badRequest(
                            "dataset-unknown",
                            "There is no such dataset",
                            "dataset '%s' is none of %s".formatted(id, String.join(", ", known)))
                    .with("datasets", known);
        });
    }

    /**
     * The zone of that name; null stays null.
     *
     * @throws IngestProblem 400 {@code zone-unknown}
     */
    public static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null || name.isBlank() ? null : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw IngestProblem.badRequest(
                    "zone-unknown",
                    "There is no such time zone",
                    "'%s' is no IANA time zone such as Asia/Shanghai".formatted(name));
        }
    }

    /**
     * The format of a stream.
     *
     * @param asked null to recognise it
     * @param name of the stream, for people
     * @param head its first bytes
     * @throws IngestProblem 400 {@code format-unknown}, {@code columns-missing} or {@code no-observations}
     */
    public Choice.Chosen format(Dataset dataset, @Nullable String asked, String name, byte[] head) {
        return switch (decoders.formats(dataset).choose(asked, head)) {
            case Choice.Chosen chosen -> chosen;
            case Choice.ColumnsMissing lacking -> throw columnsMissing(name, lacking);
            case Choice.NoFeed nothing -> throw noObservations(name, nothing);
            case Choice.Unknown unknown -> throw formatUnknown(name, unknown);
        };
    }

    /**
     * The format of pushed lines. Where the dataset knows one kind of JSON only, that is it: nothing is recognised by
     * the first line, which may be damaged.
     *
     * @param asked null for that kind
     * @throws IngestProblem 400 {@code format-unknown}, or {@code format-unsuitable} for one that needs a header
     */
    public Choice.Chosen lineFormat(Dataset dataset, @Nullable String asked, byte[] head) {
        List<String> kinds = decoders.formats(dataset).jsonNames();
        String name = asked == null && kinds.size() == 1 ? kinds.get(0) : asked;
        Choice.Chosen chosen = format(dataset, name, "the body", head);
        if (chosen.format().framing() == Framing.CSV) {
            throw unsuitable("%s is a table with a header; push it as text/csv".formatted(chosen.name()));
        }
        return chosen;
    }

    /**
     * The format of a pushed body that is a table or a document, or of raw lines.
     *
     * @param asked null to recognise it
     * @param framing of what the sender says the body is
     * @throws IngestProblem 400 {@code format-unknown}, {@code columns-missing}, {@code no-observations}, or {@code
     *     format-unsuitable} if it is something else
     */
    public Choice.Chosen bodyFormat(Dataset dataset, @Nullable String asked, byte[] head, Framing framing) {
        Choice.Chosen chosen = format(dataset, asked, "the body", head);
        if (chosen.format().framing() != framing) {
            throw unsuitable(
                    "%s is not written like that; give the Content-Type of what it is".formatted(chosen.name()));
        }
        if (chosen.format().countsRecords()) {
            throw unsuitable("what a row of %s means depends on the rows before it; load it as a file instead"
                    .formatted(chosen.name()));
        }
        return chosen;
    }

    private static IngestProblem unsuitable(String detail) {
        return IngestProblem.badRequest("format-unsuitable", "This format cannot be pushed", detail);
    }

    /**
     * Whose cases the records of a stream are, by which it is known what was told of them before; null if they are none.
     *
     * @param asked null for the city whose codes they use, or else the format
     * @throws IngestProblem 400 {@code cases-malformed} or {@code cases-unsuitable}
     */
    public static @Nullable String cases(Choice.Chosen chosen, @Nullable String asked) {
        String own = chosen.format()
                .cases(chosen.name(), chosen.format().names().get(0))
                .orElse(null);
        if (asked == null || asked.isBlank()) {
            return own;
        }
        if (own == null) {
            throw IngestProblem.badRequest(
                    "cases-unsuitable",
                    "This format is not of cases",
                    "leave out 'cases': %s tells of no case as it stands now".formatted(chosen.name()));
        }
        if (!CASES.matcher(asked).matches()) {
            throw IngestProblem.badRequest(
                    "cases-malformed",
                    "This cannot be whose cases they are",
                    "give 'cases' as lower case letters, digits and -, at most 63");
        }
        return asked;
    }

    private static IngestProblem columnsMissing(String name, Choice.ColumnsMissing lacking) {
        return IngestProblem.badRequest(
                        "columns-missing",
                        "The file lacks columns",
                        "%s has no column %s, which %s needs; it has %s"
                                .formatted(
                                        name,
                                        String.join("; no column ", lacking.missing()),
                                        lacking.format(),
                                        String.join(", ", lacking.found())))
                .with("format", lacking.format())
                .with("missing", lacking.missing())
                .with("found", lacking.found());
    }

    private static IngestProblem noObservations(String name, Choice.NoFeed nothing) {
        return IngestProblem.badRequest(
                        "no-observations",
                        "The file holds no observations",
                        "%s looks like %s: %s".formatted(name, nothing.guess(), nothing.why()))
                .with("guess", nothing.guess());
    }

    private static IngestProblem formatUnknown(String name, Choice.Unknown unknown) {
        return IngestProblem.badRequest(
                        "format-unknown",
                        "The format is not known",
                        "%s is in no format that is known here. Tried: %s. Name one of %s"
                                .formatted(
                                        name, String.join("; ", unknown.tried()), String.join(", ", unknown.known())))
                .with("tried", unknown.tried())
                .with("formats", unknown.known());
    }
}
