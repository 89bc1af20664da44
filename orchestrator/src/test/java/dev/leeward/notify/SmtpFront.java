package dev.leeward.notify;

import dev.leeward.notify.Receiver.Mood;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Stands before a mail server that knows no STARTTLS (RFC 3207) and does it in its place, then passes everything through. It can
 * also be busy, refuse, say nothing, or not offer STARTTLS. Remembers what was said to it in clear text.
 */
final class SmtpFront implements AutoCloseable {
    private final ServerSocket server;
    private final SSLContext keys;
    private final int behind;
    private final List<String> clear = new CopyOnWriteArrayList<>();
    private volatile Mood mood = Mood.TAKES;
    private volatile boolean offers = true;

    SmtpFront(SSLContext keys, int behind) throws IOException {
        this.keys = keys;
        this.behind = behind;
        this.server = new ServerSocket(0, 16, InetAddress.ofLiteral("127.0.0.1"));
        var _ = Thread.ofVirtual().name("smtp-front").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** The words of what was said before the connection was encrypted. */
    List<String> clear() {
        return List.copyOf(clear);
    }

    void become(Mood next) throws IOException {
        mood = next;
        if (next == Mood.GONE) server.close();
    }

    void offersNothing() {
        offers = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                var _ = Thread.ofVirtual().name("smtp-front-client").start(() -> serve(client));
            } catch (IOException e) {
                // Closed, which ends it.
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (plain) {
            if (mood == Mood.SILENT) {
                Thread.sleep(20_000);
                return;
            }
            say(plain, "220 front ESMTP");
            while (true) {
                var line = line(plain.getInputStream());
                clear.add(line);
                switch (line.toUpperCase(Locale.ROOT).split(" ")[0]) {
                    case "EHLO" -> say(plain, offers ? "250-front\r\n250 STARTTLS" : "250 front");
                    case "STARTTLS" -> {
                        say(plain, "220 go ahead");
                        encrypted(plain);
                        return;
                    }
                    default -> {
                        say(plain, "221 bye");
                        return;
                    }
                }
            }
        } catch (IOException e) {
            // The client hung up: the test says whether it should have.
            clear.add("hung up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void encrypted(Socket plain) throws IOException {
        var tls = (SSLSocket) keys.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        tls.setUseClientMode(false);
        tls.startHandshake();
        if (mood == Mood.TAKES) {
            pass(tls);
        } else {
            play(tls, mood == Mood.BUSY ? "451 later" : "550 never");
        }
    }

    /** A server that takes nobody's mail, and repeats what it was told. */
    private static void play(Socket client, String answer) throws IOException {
        while (true) {
            var line = line(client.getInputStream());
            switch (line.toUpperCase(Locale.ROOT).split(" ")[0]) {
                case "EHLO" -> say(client, "250-front\r\n250 AUTH PLAIN");
                case "AUTH" -> say(client, "235 welcome");
                case "QUIT" -> {
                    say(client, "221 bye");
                    return;
                }
                case "RSET" -> say(client, "250 ok");
                default -> say(client, answer + ": " + line);
            }
        }
    }

    private void pass(Socket client) throws IOException {
        try (var back = new Socket(InetAddress.ofLiteral("127.0.0.1"), behind)) {
            var greeting = line(back.getInputStream());
            if (!greeting.startsWith("220")) throw new IOException("greeted with " + greeting);
            var answers = Thread.ofVirtual().start(() -> pump(back, client));
            pump(client, back);
            answers.interrupt();
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them hung up, which ends both directions.
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Socket to, String line) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String line(InputStream from) throws IOException {
        var line = new StringBuilder();
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0) throw new IOException("hung up");
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
