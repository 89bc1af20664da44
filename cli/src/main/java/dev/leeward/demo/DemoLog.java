package dev.leeward.demo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends the node's log to a file while the demonstration runs: the screen belongs to the story. */
final class DemoLog implements AutoCloseable {
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{0}: %replace(%msg){'\\p{Cntrl}', ' '}%n%ex";

    private final Logger root;
    private final Level level;
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final FileAppender<ILoggingEvent> file = new FileAppender<>();

    private DemoLog(LoggerContext context, Path path) {
        root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        level = root.getLevel();
        root.iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(root::detachAppender);
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        file.setContext(context);
        file.setName("demo");
        file.setFile(path.toString());
        file.setEncoder(encoder);
        file.start();
        root.addAppender(file);
        root.setLevel(Level.INFO);
    }

    static DemoLog to(Path path) {
        var log = new DemoLog((LoggerContext) LoggerFactory.getILoggerFactory(), path);
        // What Helidon says through java.util.logging.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        return log;
    }

    @Override
    public void close() {
        root.detachAppender(file);
        file.stop();
        root.setLevel(level);
        others.forEach(root::addAppender);
    }
}
