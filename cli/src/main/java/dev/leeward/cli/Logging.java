package dev.leeward.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * What is logged, and how: always to standard error. A command says what it has to say itself, so that only errors of its
 * libraries are shown; a node logs what it does.
 */
public final class Logging extends ContextAwareBase implements Configurator {
    // What others send us (a probe's answer, a provider's error) may hold line ends and escape sequences.
    // No line of the log may be forged with them.
    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level %logger{0}: %replace(%msg){'\\p{Cntrl}', ' '}%n%ex";

    /** The form of a line. */
    enum Form {
        /** For people. */
        text,
        /** One JSON object per line. */
        json
    }

    /** Made by logback, which finds it through its service file. */
    public Logging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        set(context, Form.text, Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Logs as a node does from now on, what Helidon says through java.util.logging included. */
    static void ofNode(Form form) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        set(context, form, Level.INFO);
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        context.getLogger("io.helidon").setLevel(Level.WARN);
        // It tells of every call that failed; what that means is told by whoever made the call.
        context.getLogger("io.etcd").setLevel(Level.ERROR);
    }

    private static void set(LoggerContext context, Form form, Level level) {
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, form));
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level);
        root.addAppender(appender);
    }

    static Encoder<ILoggingEvent> encoder(LoggerContext context, Form form) {
        if (form == Form.json) {
            var encoder = new JsonEncoder();
            encoder.setContext(context);
            encoder.setWithFormattedMessage(true);
            encoder.setWithMessage(false);
            encoder.setWithArguments(false);
            encoder.start();
            return encoder;
        }
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }
}
