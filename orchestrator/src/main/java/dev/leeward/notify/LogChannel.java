package dev.leeward.notify;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes notices to the log, so that they are seen even where nothing else is configured. */
public final class LogChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger("dev.leeward.notices");

    /** Its name, which no other channel has. */
    public static final String NAME = "log";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Delivered deliver(Notice notice, Duration limit) {
        switch (notice.severity()) {
            case PAGE -> LOG.error("{} [{}]", notice.sentence(), notice.id());
            case WARNING -> LOG.warn("{} [{}]", notice.sentence(), notice.id());
            case INFO -> LOG.info("{} [{}]", notice.sentence(), notice.id());
        }
        return new Delivered.Done();
    }
}
