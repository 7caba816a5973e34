package org.chengyun.api.audit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.chengyun.api.catalogue.MetricDefinition;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Something that does not add up, and where. Immutable. */
@Schema(description = "Something that does not add up, and where")
@JsonIgnoreProperties(value = "text", allowGetters = true)
public record Fault(
        Check check,

        @Schema(description = "The cut that does not add up", examples = "48213")
        long cut,

        @Schema(nullable = true, description = "The partition, where one is concerned", examples = "3") @Nullable
        Integer partition,

        @Schema(nullable = true, description = "The first offset that is concerned", examples = "1048576") @Nullable
        Long offset,

        @Schema(description = "What the rest of the tables says", examples = "2500")
        long expected,

        @Schema(description = "What stands there", examples = "2499")
        long found) {
    /** The same as a sentence. */
    @JsonProperty
    public MetricDefinition.Text text() {
        return new MetricDefinition.Text(
                FaultWords.say(this, Locale.ENGLISH), FaultWords.say(this, Locale.SIMPLIFIED_CHINESE));
    }

    /** What is checked. */
    public enum Check {
        /** Events in = counted + filtered + duplicates + quarantined. Expected: the events in; found: the sum. */
        @JsonProperty("balance")
        BALANCE,
        /** Late events are among those counted. Expected: at most so many; found: the late. */
        @JsonProperty("late")
        LATE,
        /** A cut cannot hold more events than offsets. Expected: at most so many; found: the events in. */
        @JsonProperty("width")
        WIDTH,
        /** A partition's range begins behind the end of the one before: records were left out. */
        @JsonProperty("gap")
        GAP,
        /** A partition's range begins before the end of the one before: records were read twice. */
        @JsonProperty("overlap")
        OVERLAP,
        /** The partition's position is where its last cut ended. */
        @JsonProperty("position")
        POSITION,
        /** As many records lie in quarantine as the cut put there. Expected: so the cut; found: in the quarantine. */
        @JsonProperty("quarantine")
        QUARANTINE
    }
}
