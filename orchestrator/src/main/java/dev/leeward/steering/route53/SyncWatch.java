package dev.leeward.steering.route53;

import java.time.Duration;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeStatus;

/**
 * Follows an accepted change until all of Route 53's servers have it (INSYNC; resolvers may still have the old answer).
 * Accepted is durable: whether or not INSYNC is seen in time, the change was applied, and the verification shows where.
 */
final class SyncWatch {
    private static final Duration FIRST_REST = Duration.ofMillis(500);
    private static final Duration LONGEST_REST = Duration.ofSeconds(4);

    private final ControlPlane control;
    private final Ticker ticker;

    SyncWatch(ControlPlane control, Ticker ticker) {
        this.control = control;
        this.ticker = ticker;
    }

    /** What can be said of the change at {@code deadline}, or as soon as it is in sync. */
    String follow(ChangeInfo accepted, Deadline deadline) {
        String change = ControlPlane.shortId(accepted.id());
        ChangeStatus status = accepted.status();
        Duration rest = FIRST_REST;
        String because = "";
        while (status != ChangeStatus.INSYNC) {
            switch (control.progress(change, deadline)) {
                case Answer.Given<ChangeInfo>(var now) -> status = now.status();
                case Answer.Missing<ChangeInfo>(var problem, var batch, var certain) ->
                    because = " (" + problem.sentence() + ")";
            }
            if (status == ChangeStatus.INSYNC) break;
            if (deadline.left().compareTo(rest) <= 0 || !rested(rest)) {
                return "change " + change + " is accepted and still PENDING" + because;
            }
            rest = rest.multipliedBy(2).compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest.multipliedBy(2);
        }
        return "change " + change + " is INSYNC";
    }

    private boolean rested(Duration rest) {
        try {
            ticker.rest(rest);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
