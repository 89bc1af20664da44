package dev.leeward.agents;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * What an agent says of its host. Lengths of time and no times of day: nobody's clock is trusted.
 *
 * @param version of the agent
 * @param epoch the highest it has seen
 * @param health what the host's own checks say
 * @param fence the one it holds, until it is released
 * @param settings the newest it put into force
 * @param outcomes of the newest operations
 */
public record AgentReport(
        String version,
        long epoch,
        HostHealth health,
        Optional<HeldFence> fence,
        Optional<HeldSettings> settings,
        List<OutcomeNote> outcomes) {
    /** Of one report. */
    public static final int MOST_OUTCOMES = 32;

    private static final int LONGEST = 1_000;
    private static final int SHORT = 100;

    public AgentReport {
        version = Texts.plain(version, SHORT);
        outcomes = List.copyOf(outcomes);
        if (epoch < 0 || outcomes.size() > MOST_OUTCOMES) throw new IllegalArgumentException("no report");
        Objects.requireNonNull(health);
    }

    /**
     * How the host is.
     *
     * @param serves whether it answers its load balancer with yes
     */
    public record HostHealth(boolean serves, String sentence) {
        public HostHealth {
            sentence = Texts.plain(sentence, LONGEST);
        }
    }

    /**
     * A fence that is held.
     *
     * @param whole whether all of it was seen to stand at the last look
     * @param heldSeconds since the order came
     */
    public record HeldFence(
            String operationId, long epoch, String reason, boolean whole, String sentence, long heldSeconds) {
        public HeldFence {
            OrderNote.require(operationId);
            reason = Texts.plain(reason, LONGEST);
            sentence = Texts.plain(sentence, LONGEST);
        }
    }

    /** Settings that are in force. */
    public record HeldSettings(String operationId, long epoch, long heldSeconds) {
        public HeldSettings {
            OrderNote.require(operationId);
        }
    }

    /** As JSON, in UTF-8. */
    public byte[] json() {
        return LinkJson.MAPPER.writeValueAsBytes(this);
    }

    /** What {@code json} says; empty when it is not what an agent reports. */
    public static Optional<AgentReport> parse(byte[] json) {
        try {
            return Optional.ofNullable(LinkJson.MAPPER.readValue(json, AgentReport.class));
        } catch (JacksonException notOurs) {
            return Optional.empty();
        }
    }
}
