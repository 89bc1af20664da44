package dev.leeward.notify;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.leeward.notify.MailServer.Login;
import dev.leeward.notify.MailServer.Tls;
import dev.leeward.secret.Secret;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** GreenMail, a mail server of other people, behind STARTTLS. */
final class MailRoom implements Receiver {
    static final String PASSWORD = "m4il-secret";
    static final List<String> TO = List.of("on-call@shop.test", "boss@shop.test");

    private final GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    final SmtpFront front;
    private final SelfSigned keys;

    MailRoom(SelfSigned keys) throws IOException {
        this.keys = keys;
        greenMail.setUser("leeward@shop.test", "leeward", PASSWORD);
        greenMail.start();
        front = new SmtpFront(keys.server(), greenMail.getSmtp().getPort());
    }

    List<MimeMessage> letters() {
        return List.of(greenMail.getReceivedMessages());
    }

    /** Where the mail server is without STARTTLS. */
    int plainPort() {
        return greenMail.getSmtp().getPort();
    }

    Channel channel(int port, Tls tls, Optional<Path> authorities) {
        var login = new Login(Secret.of("leeward"), Secret.of(PASSWORD));
        var server = new MailServer("127.0.0.1", port, tls, Optional.of(login), authorities);
        return new MailChannel("on-call", server, "leeward@shop.test", TO, Duration.ofSeconds(20));
    }

    @Override
    public Channel channel(String name, Duration timeout) {
        return channel(front.port(), Tls.STARTTLS, Optional.of(keys.authority()));
    }

    @Override
    public void become(Mood mood) {
        try {
            front.become(mood);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> secrets() {
        return List.of(PASSWORD);
    }

    /** Each addressee has a copy. */
    @Override
    public int taken() {
        return letters().size() / TO.size();
    }

    @Override
    public void close() {
        greenMail.stop();
        try {
            front.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
