package dev.leeward.config;

import dev.leeward.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who is told besides the log, which always is. */
public sealed interface NotifySettings {
    /** What it is called in logs and metrics, without secrets. */
    String name();

    /** Deadline of one delivery. */
    Duration timeout();

    /**
     * An HTTP POST with a JSON body.
     *
     * @param url absolute http or https URL; a secret, since many services put the credential in it
     * @param signingKey key of the HMAC over time and body; empty: not signed
     */
    record Webhook(String name, Secret url, Optional<Secret> signingKey, Duration timeout) implements NotifySettings {}

    /** A program that gets the notification as JSON on its standard input; run without a shell. */
    record Command(String name, List<String> argv, Duration timeout) implements NotifySettings {
        public Command {
            argv = List.copyOf(argv);
            if (argv.isEmpty()) throw new IllegalArgumentException("no program named");
        }
    }
}
