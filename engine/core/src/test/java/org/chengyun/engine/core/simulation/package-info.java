/**
 * The engine's protocol in virtual time: a seed gives a schedule of records, steps, crashes and outages, and at the end
 * the tables must hold what one plain pass over the log gives.
 */
@NullMarked
package org.chengyun.engine.core.simulation;

import org.jspecify.annotations.NullMarked;
