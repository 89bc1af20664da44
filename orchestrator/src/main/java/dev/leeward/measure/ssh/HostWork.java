package dev.leeward.measure.ssh;

import dev.leeward.config.ServerAddress;
import dev.leeward.config.SshAccess;
import dev.leeward.fault.FaultCode;
import dev.leeward.fault.Problem;
import dev.leeward.measure.joint.Deadline;
import dev.leeward.steering.Outcome;
import java.io.IOException;

/** What one order wants of one host, and what is known of it when the host says no, or nothing any more. */
abstract sealed class HostWork permits HostSettings, HostFence {
    private final SshAccess access;
    private final Deadline end;
    private boolean touched;

    HostWork(SshAccess access, Deadline end) {
        this.access = access;
        this.end = end;
    }

    /** Does it on {@code host}, and says what came of it. */
    final Outcome on(ServerAddress host) {
        try (var connection = Connection.open(host, access, end);
                var files = connection.files()) {
            return with(connection, files);
        } catch (HostException e) {
            var problem = e.problem();
            return touched
                    ? new Outcome.Unknown(Problem.passing(problem.code(), problem.sentence()))
                    : new Outcome.Untouched(problem);
        } catch (IOException e) {
            var lost = Problem.passing(
                    end.isOver() ? FaultCode.TIMED_OUT : FaultCode.UNREACHABLE,
                    (touched ? "was lost in the middle: " : "was lost before anything was changed: ") + e.getMessage());
            return touched ? new Outcome.Unknown(lost) : new Outcome.Untouched(lost);
        }
    }

    /** Does it over a connection. */
    abstract Outcome with(Connection connection, RemoteFiles files) throws IOException, HostException;

    final Deadline end() {
        return end;
    }

    /** Whether something that matters may be changed by now. */
    final boolean isTouched() {
        return touched;
    }

    final void touched(boolean now) {
        touched = now;
    }
}
