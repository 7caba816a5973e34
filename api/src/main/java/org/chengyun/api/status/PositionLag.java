package org.chengyun.api.status;

import java.util.OptionalLong;
import org.chengyun.datasets.catalogue.Dataset;

/** How far the engine is behind the topics. The application offers a bean of it; without one the lag is unknown. */
public interface PositionLag {
    /** Records of the dataset's topic that are not committed yet; empty if that cannot be told. Must not block for long. */
    OptionalLong records(Dataset dataset);
}
