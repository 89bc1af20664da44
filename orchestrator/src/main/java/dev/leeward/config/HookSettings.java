package dev.leeward.config;

import dev.leeward.secret.Secret;
import java.util.Set;

/** Who may signal to this node, and how it proves who it is. */
public sealed interface HookSettings {
    /** Under which probes match it, and the end of the path that it posts to. */
    String name();

    /** Whether it is certain who sent what comes by it; what is not certain is a suspicion and nothing more. */
    default boolean signed() {
        return true;
    }

    /** Amazon SNS. {@code topics}: ARNs of the only topics that have a say. */
    record Sns(String name, Set<String> topics) implements HookSettings {
        public Sns {
            topics = Set.copyOf(topics);
        }
    }

    /** An API destination of Amazon EventBridge. */
    record EventBridge(String name, Credential credential) implements HookSettings {}

    /** Prometheus Alertmanager. */
    record Alertmanager(String name, Credential credential) implements HookSettings {}

    /**
     * Grafana.
     *
     * @param secret key of the HMAC that it signs with
     * @param timestampHeader header in which it sends the time that it signs
     */
    record Grafana(String name, Secret secret, String timestampHeader) implements HookSettings {}

    /** UptimeRobot, which proves nothing. {@code path}: the secret end of the path that it posts to. */
    record UptimeRobot(String name, Secret path) implements HookSettings {
        @Override
        public boolean signed() {
            return false;
        }
    }

    /** Pingdom, which proves nothing. {@code path}: the secret end of the path that it posts to. */
    record Pingdom(String name, Secret path) implements HookSettings {
        @Override
        public boolean signed() {
            return false;
        }
    }

    /** Whatever signs as Leeward's own webhooks do. */
    record Generic(String name, Secret secret) implements HookSettings {}

    /** What a sender shows in a header with every delivery. */
    sealed interface Credential {
        /** A bearer token (RFC 6750). */
        record Bearer(Secret token) implements Credential {}

        /** User name and password (RFC 7617). */
        record Basic(String user, Secret password) implements Credential {}

        /** A header with a value that only the sender knows. */
        record ApiKey(String header, Secret value) implements Credential {}
    }
}
