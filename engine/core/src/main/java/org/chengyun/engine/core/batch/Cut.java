package org.chengyun.engine.core.batch;

import org.chengyun.engine.core.time.PartitionProgress;

/**
 * A commit as others see it.
 *
 * @param watermarkMs up to where the dataset's windows are closed, epoch ms; {@link PartitionProgress#NONE} if nowhere
 */
public record Cut(long number, long watermarkMs) {}
