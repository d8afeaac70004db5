import AllianceNames
import GS1
import Roster
import Statements
import TransparencyLog

extension FuzzedParser {
    static let rosters = [roster, proposal, descriptor]

    private static let words = [
        "\"format\": 1", "\"members\"", "\"until\": ", "\"void\"", "\"from\": ", "null", "[]", "{}",
        "\"2026-01-01T00:00:00Z\"", "TLP:AMBER", "\"roles\"", "witness", "alliance", "\u{2014} ",
        "18446744073709551615", "https://a.example:1", Sample.answer.verifierKey.description,
    ]

    private static let start = UTCTimestamp(secondsSince1970: 1_767_225_600)

    /// Registers of one member and of two, with most of what can stand in one.
    private static func registers() throws -> [SignedNote] {
        let alliance = try AllianceID(parsing: Sample.alliance)
        var draft = RosterDraft(
            alliance: alliance, authority: [Sample.authority.verifierKey], issuedAt: start,
            expiresAt: start.adding(days: 90))
        let small = try draft.signed(by: [Sample.authority])
        draft.openChannel(try ChannelID(parsing: "luxury"), marking: .amberStrict)
        try draft.admit(try wish(), tlsKey: .sha256([1]))
        return [small, try draft.signed(by: [Sample.authority])]
    }

    private static func wish() throws -> MemberDescriptor {
        var descriptor = MemberDescriptor(
            alliance: try AllianceID(parsing: Sample.alliance),
            id: try MemberID(parsing: "maison"), name: "Maison Exemple",
            certificateRequest: "-----BEGIN CERTIFICATE REQUEST-----\n")
        descriptor.roles = [.brand]
        descriptor.logKeys = [
            try Member.LogKey(epoch: Epoch(1), publicKey: Sample.log.verifierKey.publicKey)
        ]
        descriptor.answerKey = Sample.answer.verifierKey
        descriptor.endpoint = try PeerEndpoint(parsing: "https://maison.example:8443")
        descriptor.prefixes = [try CompanyPrefix(parsing: "952100")]
        descriptor.codeSchemes = [try CodeScheme(parsing: "sample-chip")]
        descriptor.channels = [try ChannelID(parsing: "luxury")]
        return descriptor
    }

    /// A note offered to a member that trusts the authority.
    private static let roster = FuzzedParser(
        "roster", inputBytesMax: 8_192, samples: ((try? registers()) ?? []).map(\.description),
        words: words
    ) { input in
        guard let note = try understood({ try SignedNote(parsing: input) }),
            let roster = try understood({ try Roster(parsing: note.text) })
        else { return false }
        if roster.text.utf8.count <= Roster.textBytesMax {
            try readsAgain(
                roster, { Array($0.text.utf8) },
                { try Roster(parsing: String(decoding: $0, as: UTF8.self)) })
        }
        let anchor = [Sample.authority.verifierKey]
        var chain = RosterChain(trusting: anchor, alliance: roster.alliance)
        if try understood({ try chain.accept(note) }) != nil {
            try Sample.checkUnforged(note)
            try promise(chain.newest?.roster == roster, "another register is believed")
            try promise(try chain.accept(note) == .alreadyHeld, "it is news twice")
        }
        return true
    }

    /// A register that follows on the small one, offered to a holder of a key.
    private static let proposal = FuzzedParser(
        "roster-proposal", inputBytesMax: 8_192,
        samples: ((try? proposals()) ?? []).map(\.description), words: words
    ) { input in
        guard let note = try understood({ try SignedNote(parsing: input) }),
            let before = try small(),
            let proposal = try understood({ try RosterProposal(note, after: before) })
        else { return false }
        try promise(
            proposal.signed.count + proposal.unsigned.count
                >= proposal.roster.authority.currentKeys.count, "a key is forgotten")
        try promise(
            proposal.isComplete == proposal.wanted.isEmpty,
            "nobody is asked to sign what does not count, or somebody what does")
        var chain = RosterChain(
            trusting: [Sample.authority.verifierKey], alliance: before.alliance)
        _ = try chain.accept(before.note)
        let taken = try understood { try chain.accept(proposal.note) }
        try promise(
            (taken == .extended) == proposal.isComplete, "a register counts here and not there")
        if !proposal.signed.isEmpty { try Sample.checkUnforged(proposal.note) }
        return true
    }

    private static func small() throws -> VerifiedRoster? {
        try RosterChain(
            trusting: [Sample.authority.verifierKey],
            alliance: AllianceID(parsing: Sample.alliance), restoring: [registers()[0]]
        ).newest
    }

    /// One that one key completes, and one that takes two of three.
    private static func proposals() throws -> [SignedNote] {
        guard let small = try small() else { return [] }
        var draft = RosterDraft(
            after: small, issuedAt: start.adding(days: 1), expiresAt: start.adding(days: 91))
        draft.openChannel(try ChannelID(parsing: "luxury"), marking: .amber)
        try draft.admit(wish(), tlsKey: .sha256([1]))
        let one = try draft.signed(by: [Sample.authority])
        draft.setAuthority(
            [
                Sample.authority.verifierKey, Sample.signer("a", 5).verifierKey,
                Sample.signer("b", 6).verifierKey,
            ], threshold: 2)
        return [one, try draft.signed(by: [Sample.authority])]
    }

    private static let descriptor = FuzzedParser(
        "descriptor", inputBytesMax: 8_192,
        samples: [(try? wish().description) ?? ""], words: words
    ) { input in
        guard let text = text(input),
            let descriptor = try understood({ try MemberDescriptor(parsing: text) })
        else { return false }
        guard descriptor.description.utf8.count <= MemberDescriptor.textBytesMax else {
            return true
        }
        try readsAgain(
            descriptor, { Array($0.description.utf8) },
            { try MemberDescriptor(parsing: String(decoding: $0, as: UTF8.self)) })
        return true
    }
}
