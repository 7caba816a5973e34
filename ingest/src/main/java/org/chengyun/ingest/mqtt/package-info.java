/** Topics of an MQTT broker, each message acknowledged only when Kafka has it. */
@NullMarked
package org.chengyun.ingest.mqtt;

import org.jspecify.annotations.NullMarked;
