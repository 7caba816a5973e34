/** Datasets and metrics as people define them in YAML, checked as a whole before anything starts. */
@NullMarked
package org.chengyun.datasets.catalogue;

import org.jspecify.annotations.NullMarked;
