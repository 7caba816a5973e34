package org.chengyun.api.feed;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.chengyun.api.catalogue.MetricDefinition;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which sensors of a dataset are silent, and what is to be looked at. Immutable. */
@Schema(
        description =
                "Which sensors of a dataset are silent, and what is to be looked at: the highest that explains it")
public record SensorHealth(
        Level level,

        @Schema(description = "The same as a sentence; times are the city's")
        MetricDefinition.Text text,

        @Schema(description = "Event time up to which it is judged: the watermark")
        Instant asOf,

        @Schema(description = "Active sensors of the registry", examples = "1988")
        int sensors,

        @Schema(description = "How many of them are silent, at whatever level", examples = "19")
        int silent,

        @Schema(description = "Controllers with more than one sensor", examples = "497")
        int controllers,

        @Schema(description = "Those of which all sensors are silent, the newest first; at most 100")
        List<Controller> silentControllers,

        @Schema(description = "Silent sensors of other controllers, the newest first; at most 100")
        List<Silent> silentSensors,

        @Schema(description = "Reported the same number throughout the last whole hour; at most 100")
        List<Flat> flatSensors) {
    public SensorHealth {
        silentControllers = List.copyOf(silentControllers);
        silentSensors = List.copyOf(silentSensors);
        flatSensors = List.copyOf(flatSensors);
    }

    /** Where to look. */
    public enum Level {
        @JsonProperty("none")
        NONE,
        @JsonProperty("feed")
        FEED,
        @JsonProperty("controller")
        CONTROLLER,
        @JsonProperty("sensor")
        SENSOR
    }

    /** All its sensors are silent. */
    public record Controller(
            @Schema(description = "As in the registry; else the place of its sensors", examples = "K-1207")
            String controller,

            @Schema(examples = "4") int sensors,

            @Schema(nullable = true, description = "When the last of them fell silent; null = longer than eight days")
            @Nullable
            Instant since) {}

    /** It missed three reports. */
    public record Silent(
            @Schema(examples = "S0017") String sensor,

            @Schema(nullable = true, examples = "R012") @Nullable
            String road,

            @Schema(nullable = true, description = "End of its last report; null = longer than eight days ago")
            @Nullable
            Instant since) {}

    /** Its value did not move. */
    public record Flat(
            @Schema(examples = "S0017") String sensor,
            @Schema(examples = "traffic.speed.site") String metric,
            @Schema(examples = "61.0") double value,

            @Schema(description = "Begin of that hour; perhaps longer")
            Instant since) {}
}
