/** What the codes and names of a city's kinds of cases mean: the categories of the dataset, from which day on. */
@NullMarked
package org.chengyun.ingest.codes;

import org.jspecify.annotations.NullMarked;
