package dev.leeward.steering.rfc2136;

import dev.leeward.dns.Deadline;
import dev.leeward.dns.Recursor;
import dev.leeward.dns.TcpConnection;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;

/** Talks to a zone's primary server by TCP; everything is signed, and answers are believed only with a signature. */
final class Primary {
    private static final int MOST_IDS = 0x10000;

    private final Rfc2136Target target;
    private final Recursor recursor;
    private final Clock clock;

    Primary(Rfc2136Target target, Recursor recursor, Clock clock) {
        this.target = target;
        this.recursor = recursor;
        this.clock = clock;
    }

    /** What became of messages to the server. */
    sealed interface Talk {
        /** Signed answers, in the order of the messages. */
        record Answered(List<Message> answers) implements Talk {}

        /** Nothing was sent, or the server said that it did nothing. */
        record NothingDone(Problem problem) implements Talk {}

        /** Something was sent, and nobody can say what became of it. */
        record Unclear(Problem problem) implements Talk {}
    }

    /** Sends all {@code messages} on one connection, then waits for all answers. */
    Talk send(List<Message> messages, Deadline deadline) {
        Optional<TSIG> signer = target.key().signer(clock);
        if (signer.isEmpty()) return new Talk.NothingDone(target.key().unusable());
        return switch (recursor.addresses(target.server().host(), deadline)) {
            case Recursor.Addresses.Unknown(var problem) -> new Talk.NothingDone(problem);
            case Recursor.Addresses.Known(var addresses) -> send(messages, signer.get(), addresses, deadline);
        };
    }

    private Talk send(List<Message> messages, TSIG signer, List<InetAddress> addresses, Deadline deadline) {
        Problem last = problem(FaultCode.UNREACHABLE, "has no address");
        for (int i = 0; i < addresses.size(); i++) {
            Duration share = deadline.left().dividedBy(addresses.size() - i);
            var server = new InetSocketAddress(addresses.get(i), target.server().port());
            try (var connection = TcpConnection.open(server, deadline.butAtMost(share))) {
                return converse(connection, messages, signer, deadline);
            } catch (SocketTimeoutException e) {
                last = problem(FaultCode.TIMED_OUT, "does not accept connections in time");
            } catch (IOException e) {
                last = problem(FaultCode.UNREACHABLE, "cannot be reached: " + e.getMessage());
            }
        }
        return new Talk.NothingDone(last);
    }

    /** From the first byte on, a failure proves nothing about what the server did. */
    private Talk converse(TcpConnection connection, List<Message> messages, TSIG signer, Deadline deadline) {
        try {
            int firstId = messages.getFirst().getHeader().getID();
            var signatures = new HashMap<Integer, TSIGRecord>();
            for (int i = 0; i < messages.size(); i++) {
                Message message = messages.get(i);
                // Drawn at random one by one, two of them could be equal.
                message.getHeader().setID((firstId + i) % MOST_IDS);
                signer.apply(message, null);
                signatures.put(message.getHeader().getID(), message.getTSIG());
                connection.send(message.toWire());
            }
            return answers(connection, messages, signatures, signer, deadline);
        } catch (SocketTimeoutException e) {
            return new Talk.Unclear(problem(FaultCode.TIMED_OUT, "did not answer in time"));
        } catch (IOException e) {
            return new Talk.Unclear(problem(FaultCode.UNAVAILABLE, "was lost before it answered: " + e.getMessage()));
        }
    }

    private Talk answers(
            TcpConnection connection,
            List<Message> messages,
            Map<Integer, TSIGRecord> signatures,
            TSIG signer,
            Deadline deadline)
            throws IOException {
        var answers = new HashMap<Integer, Message>();
        while (answers.size() < messages.size()) {
            byte[] wire = connection.receive(deadline);
            var answer = new Message(wire);
            int id = answer.getHeader().getID();
            TSIGRecord ours = signatures.remove(id);
            if (ours == null) return new Talk.Unclear(problem(FaultCode.GARBLED, "sent an answer to no question"));
            Talk refused = refusal(answer, wire, ours, signer);
            if (refused != null) return refused;
            answers.put(id, answer);
        }
        var inOrder = new ArrayList<Message>();
        for (Message message : messages) {
            inOrder.add(Objects.requireNonNull(answers.get(message.getHeader().getID())));
        }
        return new Talk.Answered(inOrder);
    }

    /** Why an answer cannot be taken at its word, if it cannot. */
    private @Nullable Talk refusal(Message answer, byte[] wire, TSIGRecord ours, TSIG signer) {
        TSIGRecord theirs = answer.getTSIG();
        if (theirs == null) {
            return new Talk.Unclear(
                    problem(FaultCode.GARBLED, "answered " + Rcode.string(answer.getRcode()) + " without a signature"));
        }
        int error = theirs.getError();
        // A server that cannot check our signature cannot sign (RFC 8945, section 5.3.2); it did not read on either.
        if (error == Rcode.BADKEY || error == Rcode.BADSIG) {
            return new Talk.NothingDone(Rcodes.ofSignature(target, error));
        }
        int verdict = signer.verify(answer, wire, ours);
        if (error == Rcode.BADTIME && (verdict == Rcode.NOERROR || verdict == Rcode.BADTIME)) {
            return new Talk.NothingDone(Rcodes.ofSignature(target, error));
        }
        if (verdict == Rcode.NOERROR && error == Rcode.NOERROR) return null;
        return new Talk.Unclear(
                problem(FaultCode.GARBLED, "sent an answer whose signature is wrong: " + Rcode.TSIGstring(verdict)));
    }

    private Problem problem(FaultCode code, String what) {
        return Problem.passing(code, target.server() + " " + what);
    }
}
