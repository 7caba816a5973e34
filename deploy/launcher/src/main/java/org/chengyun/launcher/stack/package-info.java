/** The local stack: Kafka, database, Keycloak, application and simulator as real child processes, for people and tests. */
@NullMarked
package org.chengyun.launcher.stack;

import org.jspecify.annotations.NullMarked;
