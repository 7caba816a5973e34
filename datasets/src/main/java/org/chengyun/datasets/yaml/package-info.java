/** YAML with line numbers: definitions are read strictly and all their faults are reported at once. */
@NullMarked
package org.chengyun.datasets.yaml;

import org.jspecify.annotations.NullMarked;
