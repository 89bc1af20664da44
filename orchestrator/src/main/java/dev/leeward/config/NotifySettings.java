package dev.leeward.config;

import dev.leeward.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who is told besides the log, which always is. */
public sealed interface NotifySettings {
    /** What it is called in logs and metrics, without secrets. */
    String name();

    /** Deadline of one delivery. */
    Duration timeout();

    /** Which notices it is for. */
    Audience audience();

    /**
     * An HTTP POST with a JSON body.
     *
     * @param url absolute http or https URL; a secret, since many services put the credential in it
     * @param signingKey key of the HMAC over time and body; empty: not signed
     */
    record Webhook(String name, Secret url, Optional<Secret> signingKey, Duration timeout, Audience audience)
            implements NotifySettings {}

    /** A program that gets the notification as JSON on its standard input; run without a shell. */
    record Command(String name, List<String> argv, Duration timeout, Audience audience) implements NotifySettings {
        public Command {
            argv = List.copyOf(argv);
            if (argv.isEmpty()) throw new IllegalArgumentException("no program named");
        }
    }

    /**
     * Events of PagerDuty.
     *
     * @param api where they go
     * @param routingKey of the integration
     */
    record PagerDuty(String name, URI api, Secret routingKey, Duration timeout, Audience audience)
            implements NotifySettings {}

    /**
     * Alerts of Opsgenie, or of Jira Service Management.
     *
     * @param api where they go, without {@code /v2/alerts}
     * @param key of the integration
     */
    record Opsgenie(String name, URI api, Secret key, Duration timeout, Audience audience) implements NotifySettings {}

    /**
     * A channel of Slack.
     *
     * @param url of the incoming webhook
     */
    record Slack(String name, Secret url, Duration timeout, Audience audience) implements NotifySettings {}

    /**
     * A topic of Amazon SNS.
     *
     * @param endpoint another address of the API than Amazon's
     * @param credentials empty: the default chain of the AWS SDK
     */
    record Sns(
            String name,
            String topic,
            Optional<URI> endpoint,
            Optional<SteeringSettings.AccessKey> credentials,
            Duration timeout,
            Audience audience)
            implements NotifySettings {
        private static final int REGION = 3;

        /** The AWS region that the topic stands in: the fourth part of its ARN. */
        public String awsRegion() {
            return topic.split(":", -1)[REGION];
        }
    }

    /**
     * Mail.
     *
     * @param server to which it is handed over
     * @param login empty: without
     * @param authorities PEM file of the only accepted authorities; empty: those of the JDK
     */
    record Mail(
            String name,
            ServerAddress server,
            Tls tls,
            Optional<Login> login,
            Optional<Path> authorities,
            String from,
            List<String> to,
            Duration timeout,
            Audience audience)
            implements NotifySettings {
        public Mail {
            to = List.copyOf(to);
        }

        /** When the connection to the server is encrypted. */
        public enum Tls {
            /** After STARTTLS, without which nothing is sent. */
            STARTTLS,
            /** From the first byte. */
            IMPLICIT,
            /** Never; the server is on this machine. */
            NONE_ON_LOOPBACK
        }

        /** Who logs in. */
        public record Login(Secret user, Secret password) {}
    }
}
