package org.chengyun.ingest.mqtt;

import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import org.chengyun.ingest.failure.Explanation;

/** Why there is no session, or nothing comes in it, in words for people. */
final class Refusal {
    private Refusal() {}

    static String told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Mqtt5ConnAckException e -> {
                    return connection(e.getMqttMessage().getReasonCode());
                }
                case Mqtt3ConnAckException e -> {
                    return connection(e.getMqttMessage().getReturnCode());
                }
                case Mqtt5SubAckException e -> {
                    return subscription(e.getMqttMessage().getReasonCodes());
                }
                case Mqtt3SubAckException e -> {
                    return subscription(e.getMqttMessage().getReturnCodes());
                }
                default -> {
                    // not what the broker itself said
                }
            }
        }
        return Explanation.of(failure);
    }

    private static String connection(Object code) {
        return "the broker does not let us in (%s): check 'user' and 'password_file', and its own log".formatted(code);
    }

    private static String subscription(Object codes) {
        return "the broker does not let us subscribe (%s): check 'topics', and which of them it lets this user read"
                .formatted(codes);
    }
}
