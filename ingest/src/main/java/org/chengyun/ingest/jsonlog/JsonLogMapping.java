package org.chengyun.ingest.jsonlog;

import java.util.List;
import org.chengyun.ingest.clock.TimePiece;

/**
 * How the records of an access log are read. Immutable.
 *
 * @param times forms of the time, tried in turn
 * @param perSecond units of the duration in a second
 */
record JsonLogMapping(Members members, List<TimePiece> times, double perSecond) {}
