/** What an observation of a dataset consists of, and its bytes in Kafka. */
@NullMarked
package org.chengyun.datasets.schema;

import org.jspecify.annotations.NullMarked;
