/** What the steps of the hot path cost by themselves, and what they allocate. */
@NullMarked
package org.chengyun.bench.micro;

import org.jspecify.annotations.NullMarked;
