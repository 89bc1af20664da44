package dev.leeward.cli;

import dev.leeward.api.body.ServicesBody;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@code leeward status --watch}: shows the status again whenever the journal grows. On a terminal also every
 * {@link #PACE}, so that ages move, drawn over what stood there; elsewhere one block after the other.
 */
final class Watching {
    private static final Duration PACE = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final String TO_TOP = "\u001b[H";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String CLEAR_LINE = "\u001b[K";

    private final ApiClient client;
    private final StatusCommand status;
    private final int updates;
    private final boolean redraw;
    private final Semaphore news = new Semaphore(0);

    /** @param updates end after so many; 0: never */
    Watching(ApiClient client, StatusCommand status, int updates) {
        this.client = client;
        this.status = status;
        this.updates = updates;
        this.redraw = status.surroundings.terminal() && !status.json();
    }

    int run() {
        var first = status.look(client);
        if (!(first instanceof Said.Answer<ServicesBody>)) return status.complain(first);
        var listener = Thread.ofVirtual().name("status-events").start(this::listen);
        try {
            if (redraw) status.out().print(TO_TOP + CLEAR_BELOW);
            return turn(first);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Exit.FINE;
        } finally {
            listener.interrupt();
        }
    }

    private int turn(Said<ServicesBody> first) throws InterruptedException {
        var said = first;
        for (int shown = 1; ; shown++) {
            int code = show(said);
            if (shown == updates) return code;
            var wait = redraw ? PACE : QUIET;
            var _ = news.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS);
            news.drainPermits();
            said = status.look(client);
        }
    }

    private int show(Said<ServicesBody> said) {
        var text = new StringWriter();
        var to = new PrintWriter(text);
        int code = switch (said) {
            case Said.Answer<ServicesBody>(ServicesBody services) -> status.show(services, to);
            case Said.Refusal<ServicesBody>(var problem) -> Complaint.about(problem, to, status.ink);
            case Said.Silence<ServicesBody> silence -> Complaint.about(silence, to, status.ink);
        };
        to.flush();
        var out = status.out();
        if (redraw) {
            out.print(TO_TOP + text.toString().replace("\n", CLEAR_LINE + "\n") + CLEAR_BELOW);
        } else {
            out.print(text);
            out.println();
        }
        out.flush();
        return code;
    }

    /** Follows the node's events, and follows them again when the connection breaks. */
    private void listen() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (client.events(-1) instanceof Said.Answer<InputStream>(InputStream stream)) {
                    news.release();
                    read(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
                }
                Thread.sleep(PACE);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(BufferedReader stream) {
        try (stream) {
            for (var line = stream.readLine(); line != null; line = stream.readLine()) {
                if (line.startsWith("id:")) news.release();
            }
        } catch (IOException broken) {
            // Shows the node's silence at once instead of at the next pace; listen() connects again.
            news.release();
        }
    }
}
