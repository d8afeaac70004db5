extension Catalogue {
    static let englishEvidence: @Sendable (EvidenceText) -> String = { text in
        switch text {
        case .title: "Evidence"
        case .lead:
            "What members of the alliance have said of this identifier, each in the words that it signed, with what proves it."
        case .limits:
            "It proves who said what, and since when. It does not prove that it is true, nor that nobody has said more."
        case .madeBy: "Made by"
        case .madePerson: "Person"
        case .madeFor: "Purpose"
        case .madeAt: "Made on (UTC)"
        case .alliance: "Alliance"
        case .register: "Member register"
        case .registerExpired:
            "The member register had run out when this was made; a newer one may say otherwise."
        case .digest: "SHA-256 of the evidence file"
        case .partHeading: "This is a part"
        case .partNote:
            "Whoever made it says that not all that is said of this identifier is in it. A statement that was withdrawn is in it with its withdrawal, or not at all."
        case .partMembers: "Only what these members said"
        case .partChannels: "Only what was said in these channels"
        case .partLeftOut: "Entries left out for lack of room"
        case .partAtLeast: "at least"
        case .statementsHeading: "Who said what, and when"
        case .number: "No."
        case .saysHeading: "Says"
        case .saidAt: "Said on, by its own clock (UTC)"
        case .confirmedSince: "Independently confirmed since (UTC)"
        case .awaiting: "awaiting confirmation"
        case .standing: "Counts"
        case .saysReport: "Report"
        case .saysObjection: "Objection"
        case .saysSeenAgain: "Seen again"
        case .saysLink: "Same operator"
        case .saysWithdrawal: "Withdrawal"
        case .saysOther: "Other statement"
        case .withdrawnBy: "Withdrawn by no."
        case .withdraws: "Withdraws"
        case .erased: "Erased: that something was said is proved, what was said is gone."
        case .erasedRequest: "At the request of the person, on"
        case .erasedRetention: "By a retention limit, on"
        case .erasedOrder: "By order of the law, on"
        case .erasedError: "By its author, because of an error, on"
        case .unreadable: "This program cannot read what it says."
        case .linkedTo: "Linked to"
        case .shownBy: "Shown by"
        case .forSeller: "Passed on for the seller"
        case .logged: "Log"
        case .entry: "Entry"
        case .leaf: "Leaf hash (SHA-256)"
        case .underCheckpoint: "Proved under a signed record of so many entries"
        case .witnesses: "Independent witnesses"
        case .proofHeading: "What was checked"
        case .proofFiles: "Every file in the evidence file is the one that its maker signed for."
        case .proofRegister:
            "The member register was made by the alliance's authority, version by version."
        case .proofMaker: "The member that made the evidence file has signed it with its key."
        case .proofAuthors:
            "Each member's record was signed with the key that the member register gives to that member."
        case .proofLogged:
            "Each statement stands in its author's record, at the place shown; nobody can put it in, change it or take it out later."
        case .proofPayloads: "The words of each statement are those that its author committed to."
        case .proofHistories:
            "The records shown of one member are one history, the one that the member register names."
        case .proofErasures: "What is missing was erased with a signed certificate."
        case .proofForks: "Where a member has signed conflicting records, the proof of it holds."
        case .proofSubject:
            "Nothing in it that can be read is about another identifier; what an erased statement said nobody can tell."
        case .capturesHeading: "What travels beside it"
        case .capturesNote:
            "Photographs, captures and records of custody are files of their own. The digest tells whether a file is the one that is meant."
        case .captureName: "File"
        case .captureType: "Kind"
        case .captureBytes: "Bytes"
        case .captureBy: "Made or handed over by"
        case .captureAt: "On (UTC)"
        case .stepsHeading: "How to check it yourself"
        case .stepsKey:
            "Get the authority's verifier key from somebody you trust, in person or on paper; not from whoever gave you this."
        case .stepsProgram: "With Touchstone, on any machine, without a network:"
        case .stepsCapture: "A file that travels beside it:"
        case .stepsTools: "Without Touchstone, with tools that every system has:"
        case .stepsOpen: "The evidence file is an archive. Open it:"
        case .stepsSums: "Compare every file with the digest that the maker signed:"
        case .stepsPayload:
            "The digest of a payload is the last 64 digits of its entry, so the words are those that were committed to:"
        case .stepsLeaf: "The leaf hash of an entry, as it stands above:"
        case .stepsProof:
            "proof.tlog-proof is in the form c2sp.org/tlog-proof: any program for it checks that the leaf is in the signed record, and who cosigned that."
        case .stepsNotes:
            "manifest.note and register/*.note are in the form c2sp.org/signed-note: Ed25519 signatures (RFC 8032) of the text above the empty line. The keys of the members stand in the register, the authority's is the one that you were given."
        }
    }
}
