package dev.leeward.judge;

import dev.leeward.probe.FailureKind;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.Locale;

/** What an I/O exception of a socket is evidence of. The JDK passes on errno mostly by class, at times only as text. */
public final class NetworkFault {

    private NetworkFault() {}

    /** Whether this machine could not even try: no port, no file descriptor, not permitted. */
    public static boolean isOurs(IOException e) {
        // EADDRNOTAVAIL, EADDRINUSE, EACCES and EPERM are BindException; EMFILE and ENFILE have no class of their own.
        return e instanceof BindException || text(e).contains("too many open files");
    }

    /** For a connection that did not come about. */
    public static FailureKind kindOfConnect(IOException e) {
        if (e instanceof NoRouteToHostException) return FailureKind.UNREACHABLE;
        // ETIMEDOUT (the kernel gave up first) and ECONNREFUSED share a class.
        if (text(e).contains("timed out")) return FailureKind.TIMED_OUT;
        if (e instanceof ConnectException) return FailureKind.REFUSED;
        if (text(e).contains("reset")) return FailureKind.RESET;
        return e instanceof SocketException ? FailureKind.UNREACHABLE : FailureKind.PROTOCOL;
    }

    /** For a connection that stood. */
    public static FailureKind kindOf(IOException e) {
        String text = text(e);
        if (text.contains("unreachable") || text.contains("no route")) return FailureKind.UNREACHABLE;
        if (text.contains("timed out")) return FailureKind.TIMED_OUT;
        return FailureKind.RESET;
    }

    /** What it says of itself. */
    public static String words(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    private static String text(IOException e) {
        return words(e).toLowerCase(Locale.ROOT);
    }
}
