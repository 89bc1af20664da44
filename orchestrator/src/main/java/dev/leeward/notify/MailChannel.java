package dev.leeward.notify;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.judge.Authorities;
import dev.leeward.notify.MailServer.Tls;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;

/**
 * Sends mail. The connection is encrypted before anything is said, and the server's name is checked. Every letter has a
 * Message-ID that is made of the notice's id, so that a repeat is known for one, and refers to the begin of its matter.
 */
public final class MailChannel extends NamedChannel {
    private final MailServer server;
    private final Letters letters;

    /** Sends from {@code from} to all of {@code to}. */
    public MailChannel(String name, MailServer server, String from, List<String> to, Duration timeout) {
        super(name, timeout);
        this.server = server;
        this.letters = new Letters(from, to);
    }

    @Override
    public Delivered deliver(Notice notice, Duration limit) {
        return Bounded.call("mail", limit, () -> send(notice, limit));
    }

    private Delivered send(Notice notice, Duration limit) {
        try {
            var session = Session.getInstance(properties(limit));
            var letter = letters.of(session, notice);
            try (Transport transport = session.getTransport()) {
                if (server.login().isPresent()) {
                    var login = server.login().get();
                    transport.connect(login.user().reveal(), login.password().reveal());
                } else {
                    transport.connect();
                }
                transport.sendMessage(letter, letter.getAllRecipients());
            }
            return new Delivered.Done();
        } catch (MessagingException e) {
            return new Delivered.Failed(MailFaults.of(e));
        } catch (IOException e) {
            return new Delivered.Failed(
                    Problem.passing(FaultCode.MISCONFIGURED, "the file of authorities cannot be read"));
        }
    }

    /** See the package descriptions of org.eclipse.angus.mail.smtp; without them every wait is endless. */
    private Properties properties(Duration limit) throws IOException {
        var protocol = server.tls() == Tls.IMPLICIT ? "smtps" : "smtp";
        var properties = new Properties();
        properties.put("mail.transport.protocol", protocol);
        var of = "mail." + protocol + ".";
        var millis = Long.toString(limit.toMillis());
        properties.put(of + "host", server.host());
        properties.put(of + "port", Integer.toString(server.port()));
        properties.put(of + "connectiontimeout", millis);
        properties.put(of + "timeout", millis);
        properties.put(of + "writetimeout", millis);
        properties.put(of + "auth", Boolean.toString(server.login().isPresent()));
        properties.put(of + "ssl.checkserveridentity", "true");
        properties.put(of + "starttls.enable", Boolean.toString(server.tls() == Tls.STARTTLS));
        properties.put(of + "starttls.required", Boolean.toString(server.tls() == Tls.STARTTLS));
        properties.put(of + "sendpartial", "true");
        properties.put(of + "localhost", "leeward");
        if (server.authorities().isPresent()) {
            properties.put(
                    of + "ssl.socketFactory",
                    Authorities.of(server.authorities().get()).sockets());
        }
        return properties;
    }
}
