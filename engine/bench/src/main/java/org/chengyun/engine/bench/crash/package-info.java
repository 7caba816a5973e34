/** Kills the engine, Kafka and the database at every step of the protocol, and compares the tables with the truth. */
@NullMarked
package org.chengyun.engine.bench.crash;

import org.jspecify.annotations.NullMarked;
