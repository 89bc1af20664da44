package dev.leeward.program;

/** How a run of a program ended. */
public sealed interface ProgramEnd {
    /**
     * By itself.
     *
     * @param code its exit code
     * @param output what it wrote to its standard output, as far as that was kept
     * @param errors what it wrote to its standard error, as far as that was kept
     * @param overflowed whether it wrote more than was kept, for which it was killed
     */
    record Exited(int code, Written output, Written errors, boolean overflowed) implements ProgramEnd {}

    /** It was killed: {@code why} as in "did not end in time and was killed". */
    record Killed(String why, Written errors) implements ProgramEnd {}

    /** It never ran. */
    record NotStarted(String why) implements ProgramEnd {}
}
