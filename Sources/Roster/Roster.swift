package import AllianceNames
import JSON
package import TransparencyLog

/// The constitution of an alliance: who its members are, with which keys, roles, prefixes and
/// seats, and who decides that. A statement like any other until a `RosterChain` has verified it
/// (`VerifiedRoster`).
///
/// It is the text of a signed note, as JSON; docs/roster.md has the fields and the rules.
package struct Roster: Equatable, Sendable {
    /// Raised when a node that does not know of a change would read the roster wrongly.
    package static let format: UInt64 = 1
    /// Longest roster text.
    package static let textBytesMax = 1_000_000
    package static let versionMax: UInt64 = 1_000_000_000
    package static let membersMax = 2_000
    package static let channelsMax = 2_000
    package static let stalenessSecondsMax: UInt64 = 31 * 86_400

    package let alliance: AllianceID
    /// From 1.
    package let version: UInt64
    /// SHA-256 of the note text of the version before; nil in version 1.
    package let previous: Digest?
    package let issuedAt: UTCTimestamp
    package let expiresAt: UTCTimestamp
    package internal(set) var authority: Authority
    /// In the order of their identifiers.
    package internal(set) var members: [Member]
    /// In the order of their identifiers.
    package internal(set) var channels: [Channel]
    package internal(set) var witnesses: [Witness]
    /// Cosignatures of distinct witnesses that make a checkpoint witnessed.
    package internal(set) var quorum: Int
    package internal(set) var quotas: Quotas
    /// A peer whose own newest cosignature is older than this is stale.
    package internal(set) var stalenessSeconds: UInt64
    /// How long statements are kept at most.
    package internal(set) var retention = Retention()
    /// In the order in which they began.
    package internal(set) var holds: [LegalHold] = []
    /// Keys of the JSON object that this program does not know, kept for the next roster.
    var additions: [String: JSONValue] = [:]

    /// The least quorum over `count` witnesses: two quorums share an honest one while less than a
    /// third of all cheat.
    package static func quorumMin(witnesses count: Int) -> Int { 1 + 2 * count / 3 }
}

extension Roster {
    /// Reads the JSON; the rules that hold between its parts are `checkRules()`.
    package init(parsing text: String) throws(RosterError) {
        guard text.utf8.count <= Self.textBytesMax else {
            throw .tooLarge(bytes: text.utf8.count, max: Self.textBytesMax)
        }
        var object = try JSONObject(document: text)
        let format = try object.integer("format")
        guard format == Self.format else { throw .format(found: format) }
        alliance = try object.text("alliance") { try AllianceID(parsing: $0) }
        version = try object.integer("version")
        previous = try object.optionalText("previous") { try RosterText.digest($0) }
        issuedAt = try object.text("issuedAt") { try UTCTimestamp(parsing: $0) }
        expiresAt = try object.text("expiresAt") { try UTCTimestamp(parsing: $0) }
        var authority = try JSONObject(
            object.value("authority", expected: "an object"), path: "authority")
        self.authority = try Authority(reading: &authority)
        members = try object.list("members", max: Self.membersMax) { item throws(RosterError) in
            try Member(reading: &item)
        }
        channels = try object.list("channels", max: Self.channelsMax) {
            item throws(RosterError) in
            try Channel(reading: &item)
        }
        witnesses = try object.list("witnesses", max: Witness.witnessesMax) {
            item throws(RosterError) in
            Witness(try AdmittedKey(reading: &item, algorithm: .cosignatureV1))
        }
        let quorum = try object.integer("quorum")
        guard let quorum = Int(exactly: quorum) else {
            throw .field(path: "quorum", expected: "a small number", found: "\(quorum)")
        }
        self.quorum = quorum
        var quotas = try JSONObject(
            object.value("quotas", expected: "an object"), path: "quotas")
        self.quotas = try Quotas(reading: &quotas)
        stalenessSeconds = try object.integer("stalenessSeconds")
        retention = Retention(
            try object.list("retention", max: Retention.rulesMax) { item throws(RosterError) in
                try Retention.Rule(reading: &item)
            })
        holds = try object.list("holds", max: LegalHold.holdsMax) { item throws(RosterError) in
            try LegalHold(reading: &item)
        }
        additions = object.additions
    }

    /// The note text: deterministic, and read back as this same roster.
    package var text: String {
        var members = additions
        members["format"] = .integer(Self.format)
        members["alliance"] = .string(alliance.rawValue)
        members["version"] = .integer(version)
        if let previous { members["previous"] = .string(previous.base64) }
        members["issuedAt"] = .string(issuedAt.description)
        members["expiresAt"] = .string(expiresAt.description)
        members["authority"] = authority.json
        members["members"] = .array(self.members.map(\.json))
        members["channels"] = .array(channels.map(\.json))
        members["witnesses"] = .array(witnesses.map(\.admitted.json))
        members["quorum"] = .integer(UInt64(quorum))
        members["quotas"] = quotas.json
        members["stalenessSeconds"] = .integer(stalenessSeconds)
        if !retention.rules.isEmpty {
            members["retention"] = .array(retention.rules.map(\.json))
        }
        if !holds.isEmpty { members["holds"] = .array(holds.map(\.json)) }
        return JSONValue.object(members).printed
    }

    /// SHA-256 of a roster's note text, which the next version carries as `previous`. Signatures
    /// are not part of it, so a further authority may sign later.
    package static func digest(of note: SignedNote) -> Digest {
        Digest.sha256(Array(note.text.utf8))
    }

    package func isExpired(at time: UTCTimestamp) -> Bool { time >= expiresAt }

    func member(_ id: MemberID) -> Member? { members.first { $0.id == id } }
    func channel(_ id: ChannelID) -> Channel? { channels.first { $0.id == id } }
}
