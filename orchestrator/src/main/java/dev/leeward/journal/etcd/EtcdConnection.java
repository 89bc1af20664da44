package dev.leeward.journal.etcd;

import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLException;

/**
 * The way to etcd. Calls go to one member as long as it answers, and from then on to the next one: so a member that hangs,
 * or that a broken network hides, costs one deadline and not one in every few calls. Every call has a deadline, and none is
 * repeated behind the caller's back.
 */
final class EtcdConnection implements AutoCloseable {
    /** More than any caller waits: a call that nobody waits for any more ends by itself. */
    private static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** etcd closes connections that are asked for a sign of life more often than every 5 s. */
    private static final Duration PING_EVERY = Duration.ofSeconds(6);

    private static final Duration PING_LIMIT = Duration.ofSeconds(3);
    private static final int MOST_TRIES = 4;
    /** gRPC tells of its own set-up in the JDK's log; kept here, since that log forgets settings nobody holds. */
    private static final Logger GRPC = Logger.getLogger("io.grpc");

    static {
        GRPC.setLevel(Level.WARNING);
    }

    private static final int LARGEST_ANSWER = 64 << 20;

    private final List<Member> members;
    private final AtomicInteger preferred = new AtomicInteger();

    private record Member(URI endpoint, Client client) {}

    private EtcdConnection(List<Member> members) {
        this.members = List.copyOf(members);
    }

    /** Prepares the connection; nothing is sent yet. */
    static EtcdConnection to(EtcdPlace place) throws EtcdFailure {
        var members = new ArrayList<Member>();
        for (var endpoint : place.endpoints()) members.add(new Member(endpoint, client(endpoint, place)));
        return new EtcdConnection(members);
    }

    private static Client client(URI endpoint, EtcdPlace place) throws EtcdFailure {
        ClientBuilder builder = Client.builder()
                .endpoints(endpoint)
                .connectTimeout(CONNECT)
                .keepaliveTime(PING_EVERY)
                .keepaliveTimeout(PING_LIMIT)
                .keepaliveWithoutCalls(true)
                .retryMaxAttempts(0)
                .maxInboundMessageSize(LARGEST_ANSWER)
                .interceptor(new Deadlines());
        place.login()
                .ifPresent(login -> builder.user(bytes(login.user()))
                        .password(bytes(login.password().reveal())));
        if (place.tls().isPresent()) secure(builder, place.tls().get());
        return builder.build();
    }

    /** Asks, and waits for the answer for at most {@code limit}. Without one, the next call goes to another member. */
    <T> T ask(Duration limit, Function<Client, CompletableFuture<T>> question) throws EtcdFailure {
        int member = preferred.get();
        try {
            return ask(members.get(member), limit, question);
        } catch (EtcdFailure e) {
            boolean answered = e.certain() || Thread.currentThread().isInterrupted();
            if (!answered) preferred.compareAndSet(member, (member + 1) % members.size());
            throw e;
        }
    }

    private static <T> T ask(Member member, Duration limit, Function<Client, CompletableFuture<T>> question)
            throws EtcdFailure {
        var answer = question.apply(member.client());
        try {
            return answer.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw EtcdProblems.interrupted();
        } catch (ExecutionException e) {
            throw EtcdProblems.of(e);
        } catch (TimeoutException _) {
            answer.cancel(true);
            throw EtcdProblems.late(member.endpoint(), limit);
        }
    }

    /** Asks again when no answer comes, another member each time: for what may be asked, or done, any number of times. */
    <T> T askAgain(Duration limit, Function<Client, CompletableFuture<T>> question) throws EtcdFailure {
        for (int tries = 1; ; tries++) {
            try {
                return ask(limit, question);
            } catch (EtcdFailure e) {
                boolean again = !e.certain() || e.problem().code() == FaultCode.UNAUTHENTICATED;
                if (!again || tries == MOST_TRIES || Thread.currentThread().isInterrupted()) throw e;
            }
        }
    }

    @Override
    public void close() {
        members.forEach(member -> member.client().close());
    }

    private static void secure(ClientBuilder builder, EtcdPlace.Tls tls) throws EtcdFailure {
        try {
            builder.sslContext((SslContextBuilder context) -> {
                tls.authorities().ifPresent(file -> context.trustManager(file.toFile()));
                tls.client()
                        .ifPresent(own -> context.keyManager(
                                own.certificate().toFile(), own.key().toFile()));
            });
        } catch (SSLException | IllegalArgumentException e) {
            // IllegalArgumentException: so Netty tells of files that are no certificate or key.
            var problem = Problem.lasting(FaultCode.MISCONFIGURED, "etcd: the TLS files cannot be used: " + e);
            throw (EtcdFailure) new EtcdFailure(problem, true).initCause(e);
        }
    }

    private static ByteSequence bytes(String text) {
        return ByteSequence.from(text, StandardCharsets.UTF_8);
    }

    /** Gives every call a deadline: jetcd itself gives none. */
    private static final class Deadlines implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return next.newCall(method, options.withDeadlineAfter(LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS));
        }
    }
}
