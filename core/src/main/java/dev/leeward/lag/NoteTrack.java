package dev.leeward.lag;

import java.time.Instant;
import java.util.Optional;

/**
 * Makes evidence of the notes on one link as they are read, one after the other. Clocks are not compared: a note that was not
 * there yet at the reading before was written after that reading began, and how long before it something was is said by its
 * writer's clock alone. So a clock that is wrong, here or there, cannot make a lag seem small.
 *
 * <p>What was known once stays true, since nothing takes a change back out of a region: while nothing new can be read the lag
 * grows by the mere passing of time. Not thread-safe.
 */
public final class NoteTrack {
    private final LinkName link;
    private Optional<ProgressNote> last = Optional.empty();
    private Optional<Instant> lastBegan = Optional.empty();
    private LinkEvidence evidence;

    /** One that knows nothing yet. */
    public NoteTrack(LinkName link) {
        this.link = link;
        this.evidence = LinkEvidence.unknown(link, "nobody has asked yet how far it is");
    }

    /** The note on the link was read, or there was none; the reading began then, by the clock of whoever decides. */
    public LinkEvidence read(Instant began, Optional<ProgressNote> note) {
        if (note.isPresent() && !note.equals(last)) evidence = heard(note.get());
        else if (note.isEmpty() && !evidence.isKnown()) {
            evidence = LinkEvidence.unknown(link, "no note lies in " + link.to() + "; does `leeward replicate` run?");
        }
        if (note.isPresent()) last = note;
        lastBegan = Optional.of(began);
        return evidence;
    }

    /** It could not be read. */
    public LinkEvidence unread(String why) {
        // A gap that was told stays one.
        if (!evidence.isKnown() && last.isEmpty()) {
            evidence = LinkEvidence.unknown(link, "the notes in " + link.to() + " cannot be read: " + why);
        }
        return evidence;
    }

    private LinkEvidence heard(ProgressNote note) {
        if (note.progress().safeTime().isEmpty()) return new LinkEvidence(note.progress(), note.writesPerSecond());
        if (lastBegan.isPresent()) return new LinkEvidence(note.asOf(lastBegan.get()), note.writesPerSecond());
        return LinkEvidence.unknown(link, "its note of " + note.writtenAt() + " has not been seen to change yet");
    }
}
