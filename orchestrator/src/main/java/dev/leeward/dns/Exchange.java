package dev.leeward.dns;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/** One question to one server at one address: by UDP, and by TCP where the answer is cut short. */
public final class Exchange {
    private Exchange() {}

    /** Asks. Blocks until the answer is there or {@code deadline} has passed. */
    public static Reply ask(InetSocketAddress server, Message query, Deadline deadline) {
        Reply reply = overUdp(server, query, deadline);
        boolean cutShort = reply instanceof Reply.Answered(var message)
                && message.getHeader().getFlag(Flags.TC);
        return cutShort ? overTcp(server, query, deadline) : reply;
    }

    private static Reply overUdp(InetSocketAddress server, Message query, Deadline deadline) {
        try (var socket = new DatagramSocket()) {
            try {
                // Sends nothing. It only binds the socket to the server, so that nobody else's packets get in and
                // "port unreachable" is reported; what fails here is a route of this machine.
                socket.connect(server);
            } catch (IOException | UncheckedIOException e) {
                return new Reply.NoRoute(reason(e));
            }
            byte[] wire = query.toWire();
            socket.send(new DatagramPacket(wire, wire.length));
            return receive(socket, query, deadline);
        } catch (SocketTimeoutException nothingCame) {
            return new Reply.Silent();
        } catch (IOException e) {
            return new Reply.Unreachable(reason(e));
        }
    }

    private static Reply receive(DatagramSocket socket, Message query, Deadline deadline) throws IOException {
        var packet = new DatagramPacket(new byte[0xffff], 0xffff);
        Reply last = new Reply.Silent();
        while (!deadline.passed()) {
            socket.setSoTimeout(deadline.millis());
            packet.setLength(0xffff);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException nothingMore) {
                return last;
            }
            // A wrong packet is skipped, not believed: it may be a late answer or a forged one.
            last = decode(Arrays.copyOf(packet.getData(), packet.getLength()), query);
            if (last instanceof Reply.Answered) return last;
        }
        return last;
    }

    private static Reply overTcp(InetSocketAddress server, Message query, Deadline deadline) {
        try (var connection = TcpConnection.open(server, deadline)) {
            connection.send(query.toWire());
            return decode(connection.receive(deadline), query);
        } catch (SocketTimeoutException nothingCame) {
            return new Reply.Silent();
        } catch (IOException e) {
            return new Reply.Unreachable(reason(e));
        }
    }

    private static Reply decode(byte[] wire, Message query) {
        try {
            var message = new Message(wire);
            boolean ours = message.getHeader().getID() == query.getHeader().getID()
                    && message.getHeader().getFlag(Flags.QR)
                    && query.getQuestion().equals(message.getQuestion());
            return ours ? new Reply.Answered(message) : new Reply.Garbled("an answer to another question");
        } catch (IOException e) {
            return new Reply.Garbled("not a DNS message: " + e.getMessage());
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
