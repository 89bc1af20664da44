package dev.leeward.notify;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What an exception of the mail library means. 5xx is the server's last word, 4xx is not (RFC 5321, section 4.2.1). Nothing of
 * the server's texts is told: it may repeat what was said to it.
 */
final class MailFaults {
    private static final int DEEPEST = 20;
    private static final int PERMANENT = 500;

    private MailFaults() {}

    static Problem of(MessagingException e) {
        var all = chain(e);
        if (any(all, SocketTimeoutException.class)) {
            return Problem.passing(FaultCode.TIMED_OUT, "the mail server did not answer in time");
        }
        if (any(all, SSLException.class)) {
            return Problem.passing(
                    FaultCode.UNREACHABLE,
                    "no encrypted connection: the mail server's certificate or its TLS is no good");
        }
        if (any(all, ConnectException.class) || any(all, UnknownHostException.class)) {
            return Problem.passing(FaultCode.UNREACHABLE, "the mail server cannot be reached");
        }
        if (any(all, AddressException.class)) {
            return Problem.lasting(FaultCode.MISCONFIGURED, "an address is none");
        }
        if (any(all, AuthenticationFailedException.class)) {
            boolean forNow = String.valueOf(e.getMessage()).startsWith("4");
            if (forNow) return Problem.passing(FaultCode.UNAVAILABLE, "the mail server lets nobody log in for now");
            return Problem.lasting(FaultCode.UNAUTHENTICATED, "the mail server does not take user and password");
        }
        return answered(all);
    }

    private static Problem answered(List<Throwable> all) {
        var codes = all.stream()
                .map(MailFaults::code)
                .flatMapToInt(OptionalInt::stream)
                .toArray();
        if (codes.length == 0) {
            // As without STARTTLS where it is required: nothing was sent, and somebody may be in between.
            return Problem.passing(FaultCode.UNAVAILABLE, "the mail server does not offer what is needed, or hung up");
        }
        boolean lasting = true;
        var said = new StringBuilder();
        for (int code : codes) {
            lasting &= code >= PERMANENT;
            said.append(said.isEmpty() ? "" : ", ").append(code);
        }
        boolean some = all.stream()
                .anyMatch(one -> one instanceof SendFailedException failed
                        && failed.getValidSentAddresses() != null
                        && failed.getValidSentAddresses().length > 0);
        var sentence = "the mail server answered " + said + (some ? "; some of the addressees got it" : "");
        return lasting
                ? Problem.lasting(FaultCode.REJECTED, sentence)
                : Problem.passing(FaultCode.UNAVAILABLE, sentence);
    }

    private static OptionalInt code(Throwable one) {
        return switch (one) {
            case SMTPAddressFailedException e -> OptionalInt.of(e.getReturnCode());
            case SMTPSenderFailedException e -> OptionalInt.of(e.getReturnCode());
            case SMTPSendFailedException e -> OptionalInt.of(e.getReturnCode());
            default -> OptionalInt.empty();
        };
    }

    private static boolean any(List<Throwable> all, Class<? extends Throwable> type) {
        return all.stream().anyMatch(type::isInstance);
    }

    /** What caused it, and what it hides behind: the library chains both ways. */
    private static List<Throwable> chain(MessagingException first) {
        var all = new ArrayList<Throwable>();
        collect(first, all);
        return all;
    }

    private static void collect(Throwable one, List<Throwable> all) {
        if (all.size() >= DEEPEST || all.contains(one)) return;
        all.add(one);
        if (one instanceof MessagingException mail && mail.getNextException() != null) {
            collect(mail.getNextException(), all);
        }
        if (one.getCause() != null) collect(one.getCause(), all);
    }
}
