package dev.leeward.agents;

import dev.leeward.measure.MeasureOrder.Way;
import dev.leeward.measure.Rank;
import dev.leeward.steering.Epoch;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What the agents of a region are told to do. The same operation id is the same order, however often it is given. */
public sealed interface AgentOrder {
    /** Names the operation, for as long as anybody may ask about it. */
    String operationId();

    /** Of the run that gives the order: an agent refuses one that is lower than the highest it has seen. */
    Epoch epoch();

    /** Among the orders of its lane: an agent refuses one that is behind what it has seen. */
    default Rank rank() {
        return new Rank(epoch(), this instanceof Release ? Way.TAKE_BACK : Way.TAKE);
    }

    /** Orders that take the place of each other: of a lane only the newest counts. */
    default String lane() {
        return this instanceof Settings ? "settings" : "fence";
    }

    /**
     * Stop writing here: maintenance, and units that work by themselves.
     *
     * @param reason for people, and for whoever asks the application's health
     */
    record Fence(String operationId, Epoch epoch, String reason) implements AgentOrder {
        public Fence {
            OrderNote.require(operationId);
        }
    }

    /** Take the fence away again. */
    record Release(String operationId, Epoch epoch) implements AgentOrder {
        public Release {
            OrderNote.require(operationId);
        }
    }

    /**
     * Put these settings into force; the ones that are not named stay as they are.
     *
     * @param values name to value, as they shall stand in the environment file
     */
    record Settings(String operationId, Epoch epoch, Map<String, String> values) implements AgentOrder {
        public Settings {
            OrderNote.require(operationId);
            values = Collections.unmodifiableMap(new TreeMap<>(values));
        }

        /** Without the values, of which some may be nobody's business. */
        @Override
        public String toString() {
            return "Settings[" + operationId + ", epoch " + epoch + ", " + values.keySet() + "]";
        }
    }
}
