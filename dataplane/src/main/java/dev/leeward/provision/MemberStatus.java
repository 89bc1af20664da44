package dev.leeward.provision;

/** The state of a replica of a global table, under DynamoDB's names. */
public enum MemberStatus {
    /** It is being made. */
    CREATING(Kind.UNDER_WAY),
    /** It could not be made. */
    CREATION_FAILED(Kind.FAILED),
    /** It is being changed. */
    UPDATING(Kind.UNDER_WAY),
    /** It is being removed. */
    DELETING(Kind.UNDER_WAY),
    /** It works. */
    ACTIVE(Kind.FINE),
    /** Its region is switched off in the account. */
    REGION_DISABLED(Kind.CUT_OFF),
    /** DynamoDB cannot use the key that the replica is encrypted with. */
    INACCESSIBLE_ENCRYPTION_CREDENTIALS(Kind.CUT_OFF),
    /** DynamoDB may not replicate to it any more. */
    REPLICATION_NOT_AUTHORIZED(Kind.CUT_OFF),
    /** It is being put into the archive. */
    ARCHIVING(Kind.CUT_OFF),
    /** It was put into the archive, since its key could not be used for long. */
    ARCHIVED(Kind.CUT_OFF),
    /** Something that this version of Leeward does not know. */
    UNHEARD_OF(Kind.FAILED);

    /** What a state means for whoever waits. */
    enum Kind {
        FINE,
        UNDER_WAY,
        FAILED,
        /** It gets no changes; after 20 hours it is removed from the global table for good. */
        CUT_OFF
    }

    private final Kind kind;

    MemberStatus(Kind kind) {
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** The status that DynamoDB calls so. */
    public static MemberStatus named(String word) {
        for (MemberStatus status : values()) if (status.name().equals(word)) return status;
        return UNHEARD_OF;
    }
}
