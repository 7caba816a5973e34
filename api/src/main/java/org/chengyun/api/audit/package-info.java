/** The audit: every event that the engine read is accounted for, once. */
@NullMarked
package org.chengyun.api.audit;

import org.jspecify.annotations.NullMarked;
