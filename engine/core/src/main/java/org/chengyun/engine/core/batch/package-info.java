/**
 * The protocol of the engine, without its threads and connections: when a batch is due, how it gets into the tables
 * through any fault, when windows close.
 */
@NullMarked
package org.chengyun.engine.core.batch;

import org.jspecify.annotations.NullMarked;
