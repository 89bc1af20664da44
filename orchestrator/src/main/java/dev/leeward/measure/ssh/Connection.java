package dev.leeward.measure.ssh;

import dev.leeward.config.ServerAddress;
import dev.leeward.config.SshAccess;
import dev.leeward.fault.FaultCode;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.program.Capture;
import dev.leeward.program.ProgramEnd;
import dev.leeward.program.Written;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to a host that is who it says, as a user whose key it accepts. */
final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration CONNECTING = Duration.ofSeconds(10);
    private static final Duration DRAINING = Duration.ofSeconds(1);
    private static final int MOST_OUTPUT = 64 * 1024;

    private final SSHClient client;
    private final Deadline end;

    private Connection(SSHClient client, Deadline end) {
        this.client = client;
        this.end = end;
    }

    /**
     * Connects.
     *
     * @param end of all that is done with it
     * @throws HostException if it cannot be; nothing was done then
     */
    static Connection open(ServerAddress host, SshAccess access, Deadline end) throws HostException {
        var known = known(access.knownHosts());
        var client = new SSHClient(Algorithms.config());
        var connection = new Connection(client, end);
        try {
            int millis = end.within(CONNECTING).millis();
            client.addHostKeyVerifier(known);
            client.setConnectTimeout(millis);
            client.setTimeout(millis);
            client.getTransport().setTimeoutMs(millis);
            client.getConnection().setTimeoutMs(millis);
            var key = key(client, access);
            client.connect(host.host(), host.port());
            // Many small questions, each of which waits for its answer.
            client.getSocket().setTcpNoDelay(true);
            client.authPublickey(access.user(), key);
            // A program may be silent for long; how long at most is said with each.
            client.getSocket().setSoTimeout(0);
            return connection;
        } catch (IOException e) {
            var problem = problem(e, host, access, known, client.isConnected());
            connection.close();
            throw problem;
        } catch (HostException e) {
            connection.close();
            throw e;
        }
    }

    private static KnownHosts known(Path path) throws HostException {
        try {
            return new KnownHosts(path);
        } catch (IOException e) {
            LOG.debug("unreadable", e);
            throw HostException.lasting(FaultCode.MISCONFIGURED, "the known hosts in " + path + " cannot be read");
        }
    }

    private static KeyProvider key(SSHClient client, SshAccess access) throws HostException {
        try {
            var keys = client.loadKeys(access.key().reveal(), null, null);
            if (keys.getPrivate() != null && keys.getPublic() != null) return keys;
        } catch (IOException | RuntimeException e) {
            // Not even its message: it may quote the key.
            LOG.debug("the key was refused by {}", e.getClass().getName());
        }
        throw HostException.lasting(
                FaultCode.MISCONFIGURED,
                "the key for " + access.user()
                        + " is no private key that can be used: make one with `ssh-keygen -t ed25519 -N ''`");
    }

    private static HostException problem(
            IOException e, ServerAddress host, SshAccess access, KnownHosts known, boolean connected) {
        var refusal = known.refusal(host);
        if (refusal.isPresent()) return refusal.get();
        if (e instanceof UserAuthException && connected) {
            return HostException.lasting(
                    FaultCode.UNAUTHENTICATED,
                    "does not accept the key of " + access.user() + ": its public half belongs into "
                            + "~/.ssh/authorized_keys of that user there");
        }
        if (e instanceof UnknownHostException) {
            return HostException.passing(FaultCode.UNREACHABLE, "the name of the host cannot be resolved");
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return HostException.passing(FaultCode.TIMED_OUT, "nobody answers at " + host);
            }
        }
        return HostException.passing(FaultCode.UNREACHABLE, "cannot connect to " + host + ": " + e.getMessage());
    }

    /** Files on the host. */
    RemoteFiles files() throws IOException, HostException {
        return RemoteFiles.over(client, end);
    }

    /**
     * Runs a program by the user's shell, every argument as it is. One that is not at its end in time goes on without us.
     *
     * @throws IOException if the connection was lost, so that nobody knows how it ended
     */
    ProgramEnd run(List<String> argv, Deadline until) throws IOException {
        int millis = until.millis();
        client.getConnection().setTimeoutMs(millis);
        try (Session session = client.startSession()) {
            var command = session.exec(ShellWords.line(argv));
            var output = new Capture("ssh-output", command.getInputStream(), MOST_OUTPUT, () -> {});
            var errors = new Capture("ssh-errors", command.getErrorStream(), MOST_OUTPUT, () -> {});
            command.getOutputStream().close();
            try {
                command.join(millis, TimeUnit.MILLISECONDS);
            } catch (ConnectionException e) {
                if (!client.isConnected() || !until.isOver()) throw e;
                LOG.debug("not at its end", e);
                return new ProgramEnd.Killed("had not ended in time", new Written(errors.bytes()));
            }
            output.await(DRAINING);
            errors.await(DRAINING);
            var status = command.getExitStatus();
            if (status != null) {
                return new ProgramEnd.Exited(
                        status, new Written(output.bytes()), new Written(errors.bytes()), output.isOverflowed());
            }
            if (command.getExitSignal() == null) throw new IOException("the connection was lost while it ran");
            return new ProgramEnd.Killed("was ended by " + command.getExitSignal(), new Written(errors.bytes()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("the connection was gone already", e);
        }
    }
}
