extension ProblemText {
    /// Keywords of which pages say the same: what differs is for who mends it, and stands in the detail.
    package static let alike: [String: ProblemText] = Dictionary(
        uniqueKeysWithValues: families.flatMap { text, keywords in keywords.map { ($0, text) } })

    private static let families: [(ProblemText, [String])] = [
        (
            .signing,
            // This member may not (`NodeError`), or its log must not be written (`OwnLogError`).
            [
                "no-member", "not-admitted", "no-register", "register-expired", "may-not-write",
                "may-not-read", "log-key-not-accepted", "log-ended", "restored", "keys-missing",
                "not-standby", "no-such-endpoint", "no-snapshot-policy",
                "fence-absent", "fence-exists", "fence-damaged", "fence-failed", "fence-locked",
                "database-behind-fence", "fence-behind-database", "own-root-differs",
                "peer-ahead", "own-log-claimed", "own-log-frozen", "folder-went-back",
                "own-entries-lost", "fence-handed-over", "epoch-left", "standby",
                "too-many-waiting", "wrong-log-key",
            ]
        ),
        (
            .statement,
            // No reader would accept it (`StatementError`).
            [
                "entry-length", "entry-version", "bundle-truncated", "bundle-trailing-bytes",
                "slot-length", "payload-length", "payload-malformed", "field-missing",
                "field-range", "field-length", "field-count", "field-form",
                "name-identifier", "name-epoch", "name-origin",
            ]
        ),
        (
            .bundleUnsound,
            [
                "bundle-archive", "bundle-file", "bundle-content", "bundle-manifest",
                "bundle-spelling",
            ]
        ),
        (
            .markName,
            [
                "json", "not-a-list", "file-length", "marks", "aliases", "name-length",
                "malformed", "text-length",
            ]
        ),
        (.marketplaceUnreachable, ["marketplace-unknown", "marketplace-answer"]),
        (.evidenceLength, ["evidence-large"]),
        (.noComplaint, ["no-such-complaint"]),
        (.tooMany, ["account-too-many"]),
    ]

    /// Whether it says all that the detail says, which then need not stand below it.
    package var isWhole: Bool {
        switch self {
        case .noSuchPath, .language, .brokenOff, .personsUnreadable, .changedMeanwhile, .crossSite,
            .noCertificate, .notOwnSystem, .purposeNeeded, .noProvider, .entry, .exportOwn,
            .logUnconfirmed, .noCasework, .draftAuthor, .caseClosed, .handOver, .fileKind,
            .inquirySide, .complaint, .noComplaint, .noFile, .evidenceRoom, .notFiled,
            .notInACourse, .severalSellers, .nothingToAnswer, .noMeasure, .noProposal, .settled,
            .noOrder, .notThere, .mark, .accountEmail, .accountRightsMissing, .accountNotAnAgent,
            .accountAuthorisationEnd, .accountDocumentUnknown, .accountNothingToConfirm,
            .accountChangedSince, .accountNoCode, .accountCodeSpent, .accountNotVerified,
            .nothingAsked, .nothingRefused, .workbooksOff, .workbookBroken, .workbookUnread,
            .workbookTooLarge, .workbookOld:
            true
        default: false
        }
    }
}
