package org.chengyun.api.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.chengyun.api.trust.Finality;
import org.jspecify.annotations.Nullable;

/** How far a made report can be believed, as its manifest has it. Both are null while there is none. */
record ManifestTrust(@Nullable Finality finality, @Nullable Double lowestCoverage) {
    private static final ManifestTrust NONE = new ManifestTrust(null, null);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static ManifestTrust of(@Nullable String manifest) {
        if (manifest == null) {
            return NONE;
        }
        try {
            return JSON.readValue(manifest, ManifestTrust.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored manifest cannot be read: " + manifest, e);
        }
    }
}
