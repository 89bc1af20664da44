package dev.leeward.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, by which POSIX daemons are told to read their configuration again. The JDK offers signals only in {@code
 * sun.misc.Signal}, which cannot be named without a warning that cannot be suppressed; so it is reached by reflection, and
 * where it is missing only {@code leeward reload} reloads.
 */
final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {}

    /** Does {@code action} at every SIGHUP from now on. */
    // Identity is what equality means for a listener, as for any object that does not say otherwise.
    @SuppressWarnings("ReferenceEquality")
    static void then(Runnable action) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var receiver = Class.forName("sun.misc.SignalHandler");
            InvocationHandler call = (proxy, method, arguments) -> switch (method.getName()) {
                case "handle" -> {
                    action.run();
                    yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "reload at SIGHUP";
            };
            var listener = Proxy.newProxyInstance(Hangup.class.getClassLoader(), new Class<?>[] {receiver}, call);
            signal.getMethod("handle", signal, receiver)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), listener);
        } catch (ReflectiveOperationException e) {
            LOG.warn("SIGHUP cannot be received here; `leeward reload` works", e);
        }
    }
}
