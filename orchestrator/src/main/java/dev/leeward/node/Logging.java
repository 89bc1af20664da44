package dev.leeward.node;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The log of a running node, on standard error: lines for people, or one JSON object per line for machines
 * ({@code LEEWARD_LOG=json}). Whatever libraries say through {@code java.util.logging} comes the same way.
 */
public final class Logging {
    /** The environment variable that chooses the form. */
    public static final String VARIABLE = "LEEWARD_LOG";

    // What others send us (a probe's answer, a provider's error) may hold line ends and escape sequences: no log line
    // may be forged with them.
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level %replace(%msg){'\\p{Cntrl}', ' '} [%logger{0}]%n%ex";

    private Logging() {}

    /** How the log is written. */
    public enum Form {
        TEXT,
        JSON
    }

    /** The form of that name, {@code text} or {@code json}; empty for another. */
    public static Optional<Form> form(String name) {
        for (var form : Form.values()) {
            if (form.name().toLowerCase(Locale.ROOT).equals(name)) return Optional.of(form);
        }
        return Optional.empty();
    }

    /** Logs in {@code form} from now on, in detail where {@code verbose}. Does nothing under another logging system. */
    public static void start(Form form, boolean verbose) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) return;
        context.reset();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("standard error");
        appender.setTarget("System.err");
        appender.setEncoder(encoder(form, context));
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("dev.leeward").setLevel(verbose ? Level.DEBUG : Level.INFO);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    static Encoder<ILoggingEvent> encoder(Form form, LoggerContext context) {
        var encoder = switch (form) {
            case TEXT -> text();
            case JSON -> json();
        };
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> text() {
        var encoder = new PatternLayoutEncoder();
        encoder.setPattern(PATTERN);
        return encoder;
    }

    private static Encoder<ILoggingEvent> json() {
        var encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        return encoder;
    }
}
