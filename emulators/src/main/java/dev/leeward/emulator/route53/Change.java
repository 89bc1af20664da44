package dev.leeward.emulator.route53;

/** One change of a batch. */
public record Change(Action action, RecordSet set) {
    /** What is done with the set. */
    public enum Action {
        CREATE,
        DELETE,
        UPSERT
    }
}
