package dev.leeward.resolve;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A name server on 127.0.0.1, over UDP and TCP, that answers what a test wants. */
public final class TestNameServer implements AutoCloseable {

    private static final int MOST = 65_535;

    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final Function<Message, Optional<Message>> answers;
    private final AtomicInteger overUdp = new AtomicInteger();
    private final AtomicInteger overTcp = new AtomicInteger();

    /** Answers by a function; an empty answer is silence. */
    public TestNameServer(Function<Message, Optional<Message>> answers) {
        this.answers = answers;
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        try {
            tcp = new ServerSocket(0, 50, loopback);
            udp = new DatagramSocket(tcp.getLocalPort(), loopback);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serveUdp);
        Thread.ofVirtual().start(this::serveTcp);
    }

    /** Never answers. */
    public static TestNameServer silent() {
        return new TestNameServer(query -> Optional.empty());
    }

    /** Answers every question with this code and these records, written as in a zone file. */
    public static TestNameServer saying(int rcode, String... records) {
        return new TestNameServer(query -> Optional.of(answer(query, rcode, records)));
    }

    /** An answer to a query; only records of the type asked for, and aliases, go in. */
    public static Message answer(Message query, int rcode, String... records) {
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(rcode);
        answer.addRecord(query.getQuestion(), Section.QUESTION);
        Arrays.stream(records)
                .map(TestNameServer::record)
                .filter(record -> record.getType() == query.getQuestion().getType() || record.getType() == Type.CNAME)
                .forEach(record -> answer.addRecord(record, Section.ANSWER));
        return answer;
    }

    private static Record record(String text) {
        String[] words = text.split(" ", 3);
        try {
            Name owner = Name.fromString(words[0], Name.root);
            return Record.fromString(owner, Type.value(words[1]), DClass.IN, 60, words[2], Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(text, e);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    /** Where it answers. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), tcp.getLocalPort());
    }

    /** How many questions came over UDP. */
    public int askedOverUdp() {
        return overUdp.get();
    }

    /** How many questions came over TCP. */
    public int askedOverTcp() {
        return overTcp.get();
    }

    private void serveUdp() {
        byte[] buffer = new byte[MOST];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                overUdp.incrementAndGet();
                Message query = new Message(Arrays.copyOf(buffer, packet.getLength()));
                var answer = answers.apply(query);
                if (answer.isEmpty()) continue;
                byte[] wire = answer.get().toWire(512);
                udp.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
            } catch (IOException e) {
                if (!udp.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket connection = tcp.accept()) {
                DataInputStream in = new DataInputStream(connection.getInputStream());
                byte[] wire = new byte[in.readUnsignedShort()];
                in.readFully(wire);
                overTcp.incrementAndGet();
                var answer = answers.apply(new Message(wire));
                if (answer.isEmpty()) continue;
                byte[] reply = answer.get().toWire(MOST);
                DataOutputStream out = new DataOutputStream(connection.getOutputStream());
                out.writeShort(reply.length);
                out.write(reply);
            } catch (IOException e) {
                if (!tcp.isClosed()) throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            udp.close();
            tcp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
